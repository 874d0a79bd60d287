package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.api.BlockStore;

/** The stores of all regions. Safe for use by many threads. */
@FunctionalInterface
public interface Regions {
  /** The store of a region, opened if it was not. */
  BlockStore store(String region);
}
