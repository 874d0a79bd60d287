package dev.snapledger.blockstore.memory;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.BlockStoreContract;

class InMemoryBlockStoreContractTest extends BlockStoreContract {
  @Override
  protected BlockStore openStore() {
    return new InMemoryBlockStore();
  }
}
