package dev.snapledger.projections.blockmap;

import dev.snapledger.blockstore.api.BlockDigest;

/**
 * What is known of one part of a layer.
 *
 * @param entries number of its entries
 * @param firstBlock its first block; -1 if it has none
 * @param lastBlock its last block; -1 if it has none
 * @param sha256 digest of its entries as published
 */
record PartRow(int entries, int firstBlock, int lastBlock, BlockDigest sha256) {
  /** Number of chunks its entries are kept in. */
  int chunks() {
    return Math.ceilDiv(entries, BlockEntries.CHUNK_ENTRIES);
  }
}
