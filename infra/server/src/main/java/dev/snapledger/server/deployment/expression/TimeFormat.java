package dev.snapledger.server.deployment.expression;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The function {@code utcNow}: formats of .NET that are made of numbers, and {@code T} and {@code
 * Z}.
 */
final class TimeFormat {
  static final String DEFAULT = "yyyyMMddTHHmmssZ";

  private static final int CHARS_MAX = 100;
  private static final Pattern PIECE =
      Pattern.compile("yyyy|yy|MM|M|dd|d|HH|H|mm|m|ss|s|f{1,7}|[TZ_:./ -]|.", Pattern.DOTALL);

  private TimeFormat() {}

  static String format(Instant time, String format) {
    if (format.isEmpty() || format.length() > CHARS_MAX) {
      throw TemplateException.of(
          "1 to %d characters as argument 1 of utcNow()".formatted(CHARS_MAX),
          Integer.toString(format.length()));
    }
    OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
    StringBuilder text = new StringBuilder();
    Matcher matcher = PIECE.matcher(format);
    while (matcher.find()) {
      text.append(piece(utc, matcher.group(), matcher.start()));
    }
    return text.toString();
  }

  private static String piece(OffsetDateTime utc, String piece, int start) {
    char first = piece.charAt(0);
    if ("yMdHmsf".indexOf(first) >= 0) {
      String pattern = piece.replace('f', 'S').replace('y', 'u');
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(utc);
    }
    if ("TZ_:./ -".indexOf(first) >= 0) {
      return piece;
    }
    throw TemplateException.of(
        "yyyy, MM, dd, HH, mm, ss, f, T, Z, '-', ':', '.', '/', '_' and blanks in utcNow()",
        "another character at its place " + (start + 1));
  }
}
