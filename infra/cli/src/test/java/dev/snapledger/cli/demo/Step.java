package dev.snapledger.cli.demo;

/** One thing that {@link BusyNode} does; it can be done again from its beginning after a kill. */
sealed interface Step {
  /** Make the disk and write the image to it. */
  record MakeDisk() implements Step {}

  /**
   * Change pages of the disk and make that durable.
   *
   * @param round which change, from 1
   */
  record Change(int round) implements Step {}

  /** Take an incremental snapshot of the disk and wait until it is completed. */
  record TakeIncremental(String name) implements Step {}

  /** Start a full copy of a snapshot. */
  record TakeFull(String name, String source) implements Step {}

  /** Start a copy of an incremental snapshot to the other region. */
  record CopyToRegion(String name, String source) implements Step {}

  /** Make a further disk of a snapshot, which workers begin to fill. */
  record Restore(String name, String source) implements Step {}

  /** Wait until whatever was started is completed, and delete a snapshot. */
  record DropSnapshot(String name) implements Step {}

  /** Delete a disk that was made of a snapshot, filled or not. */
  record DropDisk(String name) implements Step {}
}
