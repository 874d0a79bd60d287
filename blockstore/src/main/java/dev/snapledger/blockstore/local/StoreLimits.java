package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.StoreOptions;

/**
 * Where a store goes on to the next segment, drains a buffer and rewrites a journal, and how it
 * keeps blocks.
 *
 * <p>The product runs with {@link #PRODUCT}; tests pass small ones, so that short histories get
 * there. No format depends on them.
 *
 * @param segmentBytes length of a data segment at most, 131,200 (header and one raw record) to 256
 *     MiB
 * @param bufferBlocks blocks one head buffers at most
 * @param journalRecords a journal of more records is rewritten if most of them are outdated
 * @param aheadEntries entries in a window of a diff from which on another thread reads windows
 *     ahead
 */
record StoreLimits(
    long segmentBytes,
    int bufferBlocks,
    int journalRecords,
    int aheadEntries,
    StoreOptions options) {
  /** Windows with fewer entries are read sooner than another thread begins. */
  private static final int AHEAD_ENTRIES = 8192;

  /** 256 MiB, as far as a locator reaches; 8 MiB; 1 MiB. */
  static final StoreLimits PRODUCT = new StoreLimits(256L << 20, 128, 16_384);

  StoreLimits(long segmentBytes, int bufferBlocks, int journalRecords) {
    this(segmentBytes, bufferBlocks, journalRecords, AHEAD_ENTRIES, StoreOptions.DEFAULT);
  }

  StoreLimits with(StoreOptions chosen) {
    return new StoreLimits(segmentBytes, bufferBlocks, journalRecords, aheadEntries, chosen);
  }

  StoreLimits withAheadEntries(int chosen) {
    return new StoreLimits(segmentBytes, bufferBlocks, journalRecords, chosen, options);
  }
}
