package dev.snapledger.commands.port;

import dev.snapledger.commands.blockmap.BlockMapPart;

/**
 * Publishes the block map of a sealed snapshot.
 *
 * <p>Publishing the same parts again is safe: readers keep one part per snapshot and part number.
 * Implementations are safe for use by many threads.
 */
public interface BlockMapPublisher {
  /** Size of one entry of {@link BlockMapPart#entries()} in bytes. */
  int ENTRY_BYTES = 12;

  /** Most entries of one part, so that a record stays below 1 MiB. */
  int PART_ENTRIES_MAX = 80_000;

  /** Number of parts that {@code entries} entries take: at least one. */
  static int partsOf(long entries) {
    return Math.toIntExact(Math.max(1, Math.ceilDiv(entries, (long) PART_ENTRIES_MAX)));
  }

  /**
   * Writes all {@code parts}, in their order, and returns when every one is durable.
   *
   * <p>The parts are pulled one by one, so they need not all fit into memory.
   *
   * @throws BlockMapUnpublishedException if any part may not be durable; publish all of them again
   * @throws IllegalArgumentException if a part holds more than {@link #PART_ENTRIES_MAX} entries or
   *     not whole ones
   */
  void publish(Iterable<BlockMapPart> parts);
}
