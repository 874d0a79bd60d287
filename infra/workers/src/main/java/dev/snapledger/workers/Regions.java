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

  /**
   * Returns if no other node had taken the stores over when it was called, so that what they
   * answered before was true then. To be called before something is told because of what they
   * <em>do not</em> have; a change finds out by itself.
   *
   * @throws RuntimeException if another one had; work waits
   */
  default void requireHeld() {}
}
