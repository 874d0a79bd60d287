package dev.snapledger.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them: binary units for bytes, one decimal. */
public final class Sizes {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Sizes() {}

  /** For example {@code 0 B}, {@code 512 B}, {@code 1.5 KiB}, {@code 32.0 GiB}. */
  public static String bytes(long bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /** For example {@code 120.0 MiB/s}. */
  public static String rate(long bytes, Duration time) {
    return bytes((long) (bytes / Math.max(1e-9, time.toNanos() / 1e9))) + "/s";
  }

  /** For example {@code 1,234,567}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** For example {@code 0.3 s}, {@code 12.0 s}, {@code 3 min 20 s}. */
  public static String time(Duration time) {
    return time.toSeconds() < 60
        ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3)
        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }
}
