package dev.snapledger.server.query;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** Numbers and times as ASCII, without a text in between. */
final class Digits {
  /** Room for any time. */
  static final int TIME_BYTES = 40;

  private static final int DAY_SECONDS = 86_400;
  private static final int MILLI_NANOS = 1_000_000;
  private static final int YEAR_MAX = 9_999;

  private Digits() {}

  /**
   * Writes a number.
   *
   * @return the place behind it
   */
  static int write(long value, byte[] out, int at) {
    if (value < 0) {
      return copy(Long.toString(value), out, at);
    }
    int end = at + 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      end++;
    }
    long rest = value;
    for (int i = end - 1; i >= at; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return end;
  }

  /**
   * Writes a time as {@link Instant#toString} does.
   *
   * @return the place behind it
   */
  static int write(Instant time, byte[] out, int at) {
    long seconds = time.getEpochSecond();
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY_SECONDS));
    int year = day.getYear();
    if (year < 0 || year > YEAR_MAX || time.getNano() % MILLI_NANOS != 0) {
      return copy(time.toString(), out, at);
    }
    int second = Math.floorMod(seconds, DAY_SECONDS);
    int end = two(year / 100, '\0', out, at);
    end = two(year % 100, '-', out, end);
    end = two(day.getMonthValue(), '-', out, end);
    end = two(day.getDayOfMonth(), 'T', out, end);
    end = two(second / 3_600, ':', out, end);
    end = two(second / 60 % 60, ':', out, end);
    end = two(second % 60, '\0', out, end);
    int millis = time.getNano() / MILLI_NANOS;
    if (millis > 0) {
      out[end++] = '.';
      out[end++] = (byte) ('0' + millis / 100);
      end = two(millis % 100, '\0', out, end);
    }
    out[end++] = 'Z';
    return end;
  }

  /** Two digits, and what stands behind them; nothing for zero. */
  private static int two(int value, char behind, byte[] out, int at) {
    out[at] = (byte) ('0' + value / 10);
    out[at + 1] = (byte) ('0' + value % 10);
    if (behind == '\0') {
      return at + 2;
    }
    out[at + 2] = (byte) behind;
    return at + 3;
  }

  private static int copy(String ascii, byte[] out, int at) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, out, at, bytes.length);
    return at + bytes.length;
  }
}
