package dev.snapledger.workers;

import dev.snapledger.blockstore.api.BlockStore;

/** Port to the stores of all regions. Safe for use by many threads. */
@FunctionalInterface
public interface Regions {
  /**
   * The store of a region.
   *
   * @throws RuntimeException if this node has none, or cannot open it; work there waits until it
   *     can
   */
  BlockStore store(String region);
}
