package dev.snapledger.bench.figure;

import java.util.Arrays;

/** What several rounds gave for one thing. For one thread. */
public final class Series {
  private double[] values = {};

  /** One round's value. */
  public static Series of(double value) {
    Series series = new Series();
    series.add(value);
    return series;
  }

  /** Adds the value of one more round. */
  public void add(double value) {
    values = Arrays.copyOf(values, values.length + 1);
    values[values.length - 1] = value;
  }

  /** The smallest. */
  public double min() {
    return sorted()[0];
  }

  /** The one in the middle, or the mean of the two there. */
  public double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The largest. */
  public double max() {
    double[] sorted = sorted();
    return sorted[sorted.length - 1];
  }

  private double[] sorted() {
    if (values.length == 0) {
      throw new IllegalStateException("expected at least one round, but found none");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
