package dev.snapledger.bench.blocks;

/**
 * How large a run is.
 *
 * @param imageMebibytes size of the disk
 * @param snapshots snapshots of 1 % after the first, in each round
 * @param rounds how often everything is done
 * @param depth length of the long chain whose export is compared with that of its first image
 * @param largeGibibytes size of the disk that is metadata only
 * @param largeSnapshots snapshots of it, with the first
 */
record BlocksOptions(
    int imageMebibytes,
    int snapshots,
    int rounds,
    int depth,
    int largeGibibytes,
    int largeSnapshots) {
  private static final int FULL_MEBIBYTES = 4096;
  private static final int FULL_SNAPSHOTS = 10;
  private static final int FULL_DEPTH = 200;
  private static final int FULL_LARGE_GIBIBYTES = 1024;
  private static final int FULL_LARGE_SNAPSHOTS = 200;

  /** A whole run of an image of that size. */
  static BlocksOptions full(int imageMebibytes, int rounds) {
    return new BlocksOptions(
        imageMebibytes,
        FULL_SNAPSHOTS,
        rounds,
        FULL_DEPTH,
        FULL_LARGE_GIBIBYTES,
        FULL_LARGE_SNAPSHOTS);
  }

  /** The form of some minutes. */
  static BlocksOptions quick() {
    return new BlocksOptions(256, 4, 2, 20, 64, 20);
  }

  /** What the JVM is warmed up with, by our store alone. */
  static BlocksOptions warmUp() {
    return new BlocksOptions(64, 10, 4, 0, 0, 0);
  }

  long imageBytes() {
    return (long) imageMebibytes << 20;
  }

  long largeBytes() {
    return (long) largeGibibytes << 30;
  }

  /** Whether limits in milliseconds, which are for the full size, say something about this run. */
  boolean isFullImage() {
    return imageMebibytes >= FULL_MEBIBYTES && snapshots >= FULL_SNAPSHOTS;
  }

  /** Whether the long chain is as long as the target is for. */
  boolean isFullDepth() {
    return depth >= FULL_DEPTH;
  }

  /** Whether the limits of the large disk say something about this run. */
  boolean isFullLarge() {
    return largeGibibytes >= FULL_LARGE_GIBIBYTES && largeSnapshots >= FULL_LARGE_SNAPSHOTS;
  }
}
