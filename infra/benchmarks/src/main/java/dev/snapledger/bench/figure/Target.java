package dev.snapledger.bench.figure;

import java.util.Locale;

/**
 * A bound for the ratio of our value to a reference.
 *
 * @param bound which side of {@code ratio} is good; the ratio itself is good, too
 * @param ratio the bound
 */
public record Target(Bound bound, double ratio) {
  /** Which side is good. */
  public enum Bound {
    AT_LEAST(">="),
    AT_MOST("<=");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  /** At least so much. */
  public static Target atLeast(double ratio) {
    return new Target(Bound.AT_LEAST, ratio);
  }

  /** At most so much. */
  public static Target atMost(double ratio) {
    return new Target(Bound.AT_MOST, ratio);
  }

  /** Whether a measured ratio is good. */
  public boolean met(double measured) {
    return switch (bound) {
      case AT_LEAST -> measured >= ratio;
      case AT_MOST -> measured <= ratio;
    };
  }

  /** For example {@code >=0.6} or {@code <=0.95}: one decimal, or two where one would round. */
  @Override
  public String toString() {
    boolean oneDecimal = Math.abs(ratio * 10 - Math.rint(ratio * 10)) < 1e-9;
    return bound.sign + String.format(Locale.ROOT, oneDecimal ? "%.1f" : "%.2f", ratio);
  }
}
