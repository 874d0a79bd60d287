package dev.snapledger.bench.figure;

import java.util.Locale;

/**
 * Our value beside a reference, and what their ratio should be.
 *
 * @param metric short name without blanks; stable, for programs
 * @param ours our value, the median of the rounds
 * @param unit unit of both values
 * @param reference what we are compared with
 * @param referenceValue its value
 * @param target bound of {@code ours / referenceValue}
 */
public record Figure(
    String metric,
    double ours,
    String unit,
    String reference,
    double referenceValue,
    Target target) {
  /** Names of the columns of {@link #tsv}. */
  public static final String TSV_HEADER =
      "metric\tours\tunit\treference\treference_value\tratio\ttarget\tmet";

  /** Ours divided by the reference. */
  public double ratio() {
    return ours / referenceValue;
  }

  /** Whether the target is met. */
  public boolean met() {
    return target.met(ratio());
  }

  /** One line for programs, without its end. */
  public String tsv() {
    return String.join(
        "\t",
        metric,
        number(ours),
        unit,
        reference,
        number(referenceValue),
        String.format(Locale.ROOT, "%.3f", ratio()),
        target.toString(),
        met() ? "yes" : "no");
  }

  /** A number with as many digits as it deserves. */
  public static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 1_000 ? "%.0f" : "%.2f", value);
  }
}
