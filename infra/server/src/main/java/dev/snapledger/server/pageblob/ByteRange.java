package dev.snapledger.server.pageblob;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range as a header names it.
 *
 * @param firstByte position of its first byte
 * @param lastByte position of its last byte, not before the first; {@link #OPEN} for the rest
 */
record ByteRange(long firstByte, long lastByte) {
  /** The last byte of a range that goes to the end of whatever it is of. */
  static final long OPEN = Long.MAX_VALUE;

  private static final Pattern FORM =
      Pattern.compile("bytes=([0-9]{1,18})-([0-9]{1,18})?", Pattern.CASE_INSENSITIVE);

  /**
   * Reads {@code bytes=first-last} or {@code bytes=first-}.
   *
   * @param name of the header, for the message
   * @throws PageBlobException if it has another form; several ranges and suffixes among them
   */
  static ByteRange parse(String name, String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw ErrorCode.INVALID_HEADER_VALUE.refusal(
          "expected bytes=first-last or bytes=first- in %s, but found another form", name);
    }
    long first = Long.parseLong(matcher.group(1));
    String end = matcher.group(2);
    long last = end == null ? OPEN : Long.parseLong(end);
    if (last < first) {
      throw ErrorCode.INVALID_HEADER_VALUE.refusal(
          "expected a last byte in %s that is not before the first one %d, but found %d",
          name, first, last);
    }
    return new ByteRange(first, last);
  }

  /** Like {@link #parse}; null for a missing header. */
  static @Nullable ByteRange parseOrNull(String name, @Nullable String text) {
    return text == null ? null : parse(name, text);
  }

  /**
   * The part of something of that length, half-open.
   *
   * @throws PageBlobException if it begins at or after the end
   */
  Span within(long lengthBytes) {
    if (firstByte >= lengthBytes) {
      throw ErrorCode.INVALID_RANGE.refusal(
          "expected a range that begins before byte %d, but it begins at %d",
          lengthBytes, firstByte);
    }
    return new Span(firstByte, lastByte >= lengthBytes ? lengthBytes : lastByte + 1);
  }
}
