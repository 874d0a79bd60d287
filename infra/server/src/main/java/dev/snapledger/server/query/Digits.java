package dev.snapledger.server.query;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Numbers, ids and times as ASCII, without a text in between. */
final class Digits {
  /** Room for any number. */
  static final int LONG_BYTES = 20;

  /** Of an id. */
  static final int UUID_BYTES = 36;

  /** Room for any time. */
  static final int TIME_BYTES = 40;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int EIGHT_DIGITS = 100_000_000;
  private static final long ASCII_ZEROS = 0x3030_3030_3030_3030L;

  private static final int DAY_SECONDS = 86_400;
  private static final int MILLI_NANOS = 1_000_000;
  private static final int YEAR_MAX = 9_999;

  private Digits() {}

  /**
   * Writes a number, and may use the {@value #LONG_BYTES} bytes from {@code at} on.
   *
   * @return the place behind it
   */
  static int write(long value, byte[] out, int at) {
    if (value < 0) {
      return copy(Long.toString(value), out, at);
    }
    if (value < EIGHT_DIGITS) {
      return writeFew((int) value, out, at);
    }
    long upper = value / EIGHT_DIGITS;
    int end = write(upper, out, at);
    LONGS.set(out, end, ASCII_ZEROS + digits((int) (value - upper * EIGHT_DIGITS)));
    return end + 8;
  }

  /** At most eight digits; writes eight bytes, and behind the digits what is not looked at. */
  private static int writeFew(int value, byte[] out, int at) {
    long digits = digits(value);
    int zeros = Math.min(Long.numberOfLeadingZeros(digits) >>> 3, 7);
    LONGS.set(out, at, (ASCII_ZEROS + digits) << (8 * zeros));
    return at + 8 - zeros;
  }

  /**
   * Eight decimal digits, a byte each, the first in the highest: two numbers of four digits, then
   * four of two, then eight are found side by side. A division by 100 or 10 is a multiplication and
   * a shift, exact for numbers so small.
   */
  private static long digits(int value) {
    int upper = value / 10_000;
    long fours = ((long) upper << 32) | (value - upper * 10_000);
    long hundreds = ((fours * 10_486) >>> 20) & 0x0000_007F_0000_007FL;
    long twos = fours - hundreds * 100 + (hundreds << 16);
    long tens = ((twos * 103) >>> 10) & 0x000F_000F_000F_000FL;
    return twos - tens * 10 + (tens << 8);
  }

  /**
   * Writes an id in its canonical form, {@value #UUID_BYTES} bytes.
   *
   * @return the place behind it
   */
  static int write(UUID id, byte[] out, int at) {
    long most = id.getMostSignificantBits();
    long least = id.getLeastSignificantBits();
    long middle = hex(most);
    long clock = hex(least >>> 32);
    LONGS.set(out, at, hex(most >>> 32));
    out[at + 8] = '-';
    INTS.set(out, at + 9, (int) (middle >>> 32));
    out[at + 13] = '-';
    INTS.set(out, at + 14, (int) middle);
    out[at + 18] = '-';
    INTS.set(out, at + 19, (int) (clock >>> 32));
    out[at + 23] = '-';
    INTS.set(out, at + 24, (int) clock);
    LONGS.set(out, at + 28, hex(least));
    return at + UUID_BYTES;
  }

  /** The lower 32 bits as eight hexadecimal digits, the first in the highest byte. */
  private static long hex(long bits) {
    long spread = bits & 0xFFFF_FFFFL;
    spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFFL;
    spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FFL;
    spread = (spread | spread << 4) & 0x0F0F_0F0F_0F0F_0F0FL;
    long letters = (spread + 0x0606_0606_0606_0606L) >>> 4 & 0x0101_0101_0101_0101L;
    return spread + ASCII_ZEROS + letters * ('a' - '0' - 10);
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

  private static void two(int value, byte[] out, int at) {
    out[at] = (byte) ('0' + value / 10);
    out[at + 1] = (byte) ('0' + value % 10);
  }

  /** Two digits, and what stands behind them; nothing for zero. */
  private static int two(int value, char behind, byte[] out, int at) {
    two(value, out, at);
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
