package dev.snapledger.blockstore.local;

/** Blocks with something to list, ascending; without an object for each. For one thread. */
interface MaskedBlocks {
  /** Goes to the next block; false at the end. */
  boolean next();

  int blockIndex();

  /** Parts to be listed as data. */
  int dataMask();

  /** Parts to be listed as cleared; none of those with data. */
  int clearedMask();
}
