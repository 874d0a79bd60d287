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
  private static final int UUID_BYTES = 36;
  private static final int LONG_BYTES = 20;

  /** Of one byte in JSON: a control character as {@code \}{@code u001F}. */
  private static final int ESCAPE_BYTES = 6;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

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
  JsonBytes begin(String name) {
    return name(name).open('{');
  }

  /** A field with an array begins. */
  JsonBytes beginItems(String name) {
    return name(name).open('[');
  }

  JsonBytes end() {
    return close('}');
  }

  JsonBytes endItems() {
    return close(']');
  }

  JsonBytes text(String name, @Nullable String value) {
    return value == null ? this : beginText(name).part(value).endText();
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
  JsonBytes word(String name, String value) {
    return beginText(name).plain(value).endText();
  }

  JsonBytes number(String name, long value) {
    name(name);
    room(LONG_BYTES);
    at = Digits.write(value, piece, at);
    return this;
  }

  JsonBytes flag(String name, boolean value) {
    name(name);
    ascii(Boolean.toString(value));
    return this;
  }

  JsonBytes id(String name, @Nullable UUID value) {
    return value == null ? this : beginText(name).part(value).endText();
  }

  JsonBytes time(String name, @Nullable Instant value) {
    if (value != null) {
      beginText(name);
      room(Digits.TIME_BYTES);
      at = Digits.write(value, piece, at);
      endText();
    }
    return this;
  }

  /** A field with a text begins that has several parts. */
  JsonBytes beginText(String name) {
    return name(name).put('"');
  }

  /** Adds a text of any characters. */
  JsonBytes part(String text) {
    if (isPlain(text)) {
      ascii(text);
    } else {
      escaped(text.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Adds a text that is known to be as in {@link #word}: it is not looked at. */
  JsonBytes plain(String text) {
    ascii(text);
    return this;
  }

  /** Adds an id in its canonical form. */
  JsonBytes part(UUID id) {
    room(UUID_BYTES);
    long most = id.getMostSignificantBits();
    long least = id.getLeastSignificantBits();
    hex(most >>> 32, 8);
    piece[at++] = '-';
    hex(most >>> 16, 4);
    piece[at++] = '-';
    hex(most, 4);
    piece[at++] = '-';
    hex(least >>> 48, 4);
    piece[at++] = '-';
    hex(least, 12);
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

  private JsonBytes name(String name) {
    room(name.length() + 4);
    separate();
    piece[at++] = '"';
    ascii(name);
    piece[at++] = '"';
    piece[at++] = ':';
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      piece[at++] = ',';
    }
  }

  private JsonBytes open(char bracket) {
    comma = false;
    return put(bracket);
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

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c > '~') {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings(
      "deprecation") // Drops high bytes, of which ASCII has none, and is a plain copy.
  private void ascii(String text) {
    room(text.length());
    text.getBytes(0, text.length(), piece, at);
    at += text.length();
  }

  private void escaped(byte[] utf8) {
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
  }

  private void hex(long value, int digits) {
    long rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      piece[at + i] = HEX[(int) rest & 0xF];
      rest >>>= 4;
    }
    at += digits;
  }

  private void room(int bytes) {
    if (piece.length - at < bytes) {
      full.add(ByteBuffer.wrap(piece, 0, at));
      piece = new byte[Math.max(PIECE_BYTES, bytes)];
      at = 0;
    }
  }
}
