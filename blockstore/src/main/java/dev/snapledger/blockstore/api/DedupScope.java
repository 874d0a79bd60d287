package dev.snapledger.blockstore.api;

/** Among which blocks a store looks for an equal one before it stores a new one. */
public enum DedupScope {
  /** Every changed block is stored. */
  NONE,
  /** Blocks of one family: of a disk and its snapshots, or of their copies in another region. */
  FAMILY,
  /** All blocks of the region. */
  REGION
}
