package dev.snapledger.workers;

import dev.snapledger.blockstore.api.BlockStore;

/** Port to the stores of all regions. Safe for use by many threads. */
@FunctionalInterface
public interface Regions {
  /**
   * The store of a region.
   *
   * @throws UnknownRegionException if this node has none; work there waits until it has
   */
  BlockStore store(String region);
}
