package dev.snapledger.bench.http;

import java.util.Set;

/**
 * How large a run is.
 *
 * @param parts what is measured
 * @param mebibytes data of the disk that is written and downloaded
 * @param rounds rounds that count, of downloads, page writes, diffs and starts
 * @param snapshots snapshots taken by requests, and as many by commands
 * @param largeGibibytes size of the disk that is metadata only
 * @param largeSnapshots snapshots of it, with the first
 * @param queries what is asked of the query API
 */
record HttpOptions(
    Set<Part> parts,
    int mebibytes,
    int rounds,
    int snapshots,
    int largeGibibytes,
    int largeSnapshots,
    Queries queries) {
  private static final int FULL_GIBIBYTES = 1024;
  private static final int FULL_SNAPSHOTS = 200;

  /**
   * Lists of snapshots.
   *
   * @param snapshots snapshots that there are
   * @param seconds how long they are asked for, after as long a warm-up
   * @param perSecond requests that are due in each second
   */
  record Queries(int snapshots, int seconds, int perSecond) {
    private static final Queries FULL = new Queries(100_000, 20, 500);
    private static final Queries QUICK = new Queries(20_000, 5, 500);

    /** Whether the limit says something about this run. */
    boolean isFull() {
      return snapshots >= FULL.snapshots && perSecond >= FULL.perSecond;
    }
  }

  HttpOptions {
    parts = Set.copyOf(parts);
  }

  /** A run of full size. */
  static HttpOptions full(Set<Part> parts, int mebibytes, int rounds) {
    return new HttpOptions(
        parts, mebibytes, rounds, 100, FULL_GIBIBYTES, FULL_SNAPSHOTS, Queries.FULL);
  }

  /** The form of some minutes. */
  static HttpOptions quick(Set<Part> parts) {
    return new HttpOptions(parts, 256, 3, 30, 64, 20, Queries.QUICK);
  }

  long dataBytes() {
    return (long) mebibytes << 20;
  }

  long largeBytes() {
    return (long) largeGibibytes << 30;
  }

  /** Whether the limit of the large disk says something about this run. */
  boolean isFullLarge() {
    return largeGibibytes >= FULL_GIBIBYTES && largeSnapshots >= FULL_SNAPSHOTS;
  }
}
