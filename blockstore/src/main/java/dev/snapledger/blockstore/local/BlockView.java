package dev.snapledger.blockstore.local;

/** The blocks of a disk at one point: of an image, or of a volume now. */
interface BlockView {
  /** The version in force; a zero one if there is none. */
  BlockVersion version(int blockIndex);

  /** First block at or after {@code from} that may hold data, or -1. */
  int nextBlock(int from);

  long sizeBytes();
}
