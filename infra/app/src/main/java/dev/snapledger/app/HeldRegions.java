package dev.snapledger.app;

import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.workers.Regions;

/** The stores of a node for its workers, as long as it holds them. */
record HeldRegions(BlockStores stores) implements Regions {
  @Override
  public BlockStore store(String region) {
    return stores.region(region);
  }

  @Override
  public void requireHeld() {
    stores.requireHeld();
  }
}
