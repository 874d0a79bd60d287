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
 */
record HttpOptions(
    Set<Part> parts,
    int mebibytes,
    int rounds,
    int snapshots,
    int largeGibibytes,
    int largeSnapshots) {
  private static final int FULL_GIBIBYTES = 1024;
  private static final int FULL_SNAPSHOTS = 200;

  HttpOptions {
    parts = Set.copyOf(parts);
  }

  /** A run of full size. */
  static HttpOptions full(Set<Part> parts, int mebibytes, int rounds) {
    return new HttpOptions(parts, mebibytes, rounds, 100, FULL_GIBIBYTES, FULL_SNAPSHOTS);
  }

  /** The form of some minutes. */
  static HttpOptions quick(Set<Part> parts) {
    return new HttpOptions(parts, 256, 3, 30, 64, 20);
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
