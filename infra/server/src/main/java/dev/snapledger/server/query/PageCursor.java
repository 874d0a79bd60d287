package dev.snapledger.server.query;

import dev.snapledger.projections.row.Key;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on, as its client hands it back.
 *
 * <pre>
 *   0  u8   version, 1
 *   1  u32  CRC32C of what was asked, so that it goes on with nothing else
 *   5  i64  offset of the event after which the list holds; -1 for now
 *  13  …    key after which the list goes on
 * </pre>
 *
 * It is no secret and not signed: the run of keys that a list reads bounds whatever key is in it.
 *
 * @param asOf offset of the event after which the list holds; -1 for now
 * @param key key after which the list goes on
 */
record PageCursor(long asOf, Key key) {
  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 1 + Integer.BYTES + Long.BYTES;

  /** The text of it, for the next page of what was asked. */
  String text(String asked) {
    byte[] bytes =
        key.writeTo(
                ByteBuffer.allocate(HEAD_BYTES + key.length())
                    .put((byte) VERSION)
                    .putInt(check(asked))
                    .putLong(asOf))
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Reads one; null if there is none.
   *
   * @param asked what the client asks now
   * @throws ApiException with status 400 if it is none, or one of another list
   */
  static @Nullable PageCursor read(@Nullable String text, String asked) {
    if (text == null) {
      return null;
    }
    byte[] bytes = decode(text);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEAD_BYTES || in.get() != VERSION) {
      throw invalid("another text");
    }
    if (in.getInt() != check(asked)) {
      throw invalid("one of a list with another path, other filters or for another caller");
    }
    long asOf = in.getLong();
    byte[] key = new byte[in.remaining()];
    in.get(key);
    if (asOf < -1) {
      throw invalid("another text");
    }
    return new PageCursor(asOf, Key.of(key));
  }

  private static byte[] decode(String text) {
    if (text.length() > QueryLimits.CURSOR_CHARS_MAX) {
      throw invalid(
          "%d characters, more than %d".formatted(text.length(), QueryLimits.CURSOR_CHARS_MAX));
    }
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw invalid("another text");
    }
  }

  private static int check(String asked) {
    var crc = new CRC32C();
    crc.update(asked.getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  /** The error for a cursor that is none, or of another list. */
  static ApiException invalid(String found) {
    return new ApiError(
            400, "InvalidCursor", "expected the nextCursor of the page before, but found " + found)
        .thrown();
  }
}
