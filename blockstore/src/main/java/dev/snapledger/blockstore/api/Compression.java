package dev.snapledger.blockstore.api;

/**
 * How blocks are stored that zstd would make shorter; each can be read whatever is chosen later.
 */
public enum Compression {
  /** As they are: no work to write or read, and their full length on the disk. */
  NONE,
  /** Compressed with zstd, level 1. */
  ZSTD
}
