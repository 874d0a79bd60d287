package dev.snapledger.server.pageblob;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates in headers, as in {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
final class HttpDate {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  static String format(Instant time) {
    return FORM.format(time);
  }

  /**
   * Reads a header; null if it is missing.
   *
   * @throws PageBlobException if it is no date
   */
  static @Nullable Instant parse(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return FORM.parse(text.strip(), Instant::from);
    } catch (DateTimeException _) {
      throw ErrorCode.INVALID_HEADER_VALUE.refusal(
          "expected a date like 'Sun, 06 Nov 1994 08:49:37 GMT' in %s, but found something else",
          name);
    }
  }
}
