package dev.snapledger.bench.figure;

/** Percentiles by the nearest rank: always a value that was measured. */
public final class Percentiles {
  private Percentiles() {}

  /**
   * The smallest value that at least {@code percent} of a hundred values do not exceed.
   *
   * @param sorted at least one value, rising
   * @param percent 1..100
   */
  public static long of(long[] sorted, int percent) {
    if (sorted.length == 0 || percent < 1 || percent > 100) {
      throw new IllegalArgumentException(
          "expected at least one value and 1..100 percent, but found %d values and %d"
              .formatted(sorted.length, percent));
    }
    long rank = Math.ceilDiv((long) sorted.length * percent, 100L);
    return sorted[(int) rank - 1];
  }
}
