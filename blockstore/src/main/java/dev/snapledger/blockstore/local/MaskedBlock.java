package dev.snapledger.blockstore.local;

/** Parts of one block to be listed, as data and as cleared; the masks share no bit. */
record MaskedBlock(int blockIndex, int dataMask, int clearedMask) {
  /** Ends a walk. */
  static final MaskedBlock END = new MaskedBlock(-1, 0, 0);
}
