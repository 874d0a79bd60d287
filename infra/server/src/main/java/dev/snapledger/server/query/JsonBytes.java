package dev.snapledger.server.query;

import dev.snapledger.server.http.ApiContent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes an object of JSON for an answer of a thousand rows: into pieces of memory, none of which
 * is copied or so large that the collector treats it apart, and without a text for each id, time
 * and number. Fields without a value are left out. For one thread.
 */
final class JsonBytes {
  private static final int FIRST_PIECE_BYTES = 4 << 10;
  private static final int PIECE_BYTES = 64 << 10;

  /** Of one byte in JSON: a control character as {@code \}{@code u001F}. */
  private static final int ESCAPE_BYTES = 6;

  private final List<ByteBuffer> full = new ArrayList<>();
  private byte[] piece = new byte[FIRST_PIECE_BYTES];
  private int at;
  private boolean comma;

  /** An object begins, as the whole or as an item. */
  JsonBytes begin() {
    room(2);
    separate();
    return open('{');
  }

  /** A field with an object begins. */
  JsonBytes begin(Field field) {
    name(field, 1);
    return open('{');
  }

  /** A field with an array begins. */
  JsonBytes beginItems(Field field) {
    name(field, 1);
    return open('[');
  }

  JsonBytes end() {
    return close('}');
  }

  JsonBytes endItems() {
    return close(']');
  }

  JsonBytes text(Field field, @Nullable String value) {
    return value == null ? this : beginText(field).part(value).endText();
  }

  /** A field whose name is a caller's text; those of the others are written as they are. */
  JsonBytes namedText(String anyName, String value) {
    room(2);
    separate();
    put('"').part(anyName).put('"').put(':').put('"').part(value);
    comma = true;
    return put('"');
  }

  /** A text that is known to be printable ASCII without quotes and backslashes, as words are. */
  JsonBytes word(Field field, String value) {
    return beginText(field).plain(value).endText();
  }

  JsonBytes number(Field field, long value) {
    name(field, Digits.LONG_BYTES);
    at = Digits.write(value, piece, at);
    return this;
  }

  JsonBytes flag(Field field, boolean value) {
    name(field, 0);
    return plain(Boolean.toString(value));
  }

  JsonBytes id(Field field, @Nullable UUID value) {
    if (value != null) {
      name(field, Digits.UUID_BYTES + 2);
      piece[at] = '"';
      at = Digits.write(value, piece, at + 1);
      piece[at++] = '"';
    }
    return this;
  }

  JsonBytes time(Field field, @Nullable Instant value) {
    if (value != null) {
      name(field, Digits.TIME_BYTES + 2);
      piece[at++] = '"';
      at = Digits.write(value, piece, at);
      piece[at++] = '"';
    }
    return this;
  }

  /** A field with a text begins that has several parts. */
  JsonBytes beginText(Field field) {
    name(field, 1);
    piece[at++] = '"';
    return this;
  }

  /** Adds a text of any characters. */
  JsonBytes part(String text) {
    int length = text.length();
    room(length);
    byte[] out = piece;
    int start = at;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c > '~') {
        return escaped(text.getBytes(StandardCharsets.UTF_8));
      }
      out[start + i] = (byte) c;
    }
    at = start + length;
    return this;
  }

  /** Adds a text that is known to be as in {@link #word}: it is not looked at. */
  JsonBytes plain(String text) {
    room(text.length());
    ascii(text);
    return this;
  }

  /** Adds an id in its canonical form. */
  JsonBytes part(UUID id) {
    room(Digits.UUID_BYTES);
    at = Digits.write(id, piece, at);
    return this;
  }

  JsonBytes endText() {
    return put('"');
  }

  /** All that was written, which ends it. */
  ApiContent.Pieces content(String type) {
    full.add(ByteBuffer.wrap(piece, 0, at));
    return new ApiContent.Pieces(type, full);
  }

  /** Writes the name of a field, and makes room for so many bytes behind it. */
  private void name(Field field, int valueBytes) {
    room(field.length() + valueBytes);
    at = field.write(comma, piece, at);
    comma = true;
  }

  private void separate() {
    if (comma) {
      piece[at++] = ',';
    }
  }

  private JsonBytes open(char bracket) {
    comma = false;
    piece[at++] = (byte) bracket;
    return this;
  }

  private JsonBytes close(char bracket) {
    comma = true;
    return put(bracket);
  }

  private JsonBytes put(char c) {
    room(1);
    piece[at++] = (byte) c;
    return this;
  }

  @SuppressWarnings(
      "deprecation") // Drops high bytes, of which ASCII has none, and is a plain copy.
  private void ascii(String text) {
    text.getBytes(0, text.length(), piece, at);
    at += text.length();
  }

  private JsonBytes escaped(byte[] utf8) {
    for (byte each : utf8) {
      room(ESCAPE_BYTES);
      if (each == '"' || each == '\\') {
        piece[at++] = '\\';
        piece[at++] = each;
      } else if (each >= 0 && each < ' ') {
        ascii("\\u00" + HexFormat.of().toHexDigits(each));
      } else {
        piece[at++] = each;
      }
    }
    return this;
  }

  private void room(int bytes) {
    if (piece.length - at < bytes) {
      nextPiece(bytes);
    }
  }

  private void nextPiece(int bytes) {
    full.add(ByteBuffer.wrap(piece, 0, at));
    piece = new byte[Math.max(PIECE_BYTES, bytes)];
    at = 0;
  }
}
