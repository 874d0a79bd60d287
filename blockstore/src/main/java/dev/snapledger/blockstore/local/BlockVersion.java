package dev.snapledger.blockstore.local;

/**
 * One version of one block, as an index knows it.
 *
 * @param dirtyMask parts changed by the layer that holds the version
 * @param crc32c of the 65,536 bytes; 0 if the locator is {@link Locator#NONE}
 */
record BlockVersion(int blockIndex, int dirtyMask, int dataMask, int crc32c, long locator) {
  static BlockVersion zero(int blockIndex) {
    return new BlockVersion(blockIndex, 0, 0, 0, Locator.NONE);
  }

  boolean isZero() {
    return locator == Locator.NONE;
  }
}
