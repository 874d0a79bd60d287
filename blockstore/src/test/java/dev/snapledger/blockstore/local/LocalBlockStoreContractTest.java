package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.BlockStoreContract;
import dev.snapledger.blockstore.file.MemoryFiles;

class LocalBlockStoreContractTest extends BlockStoreContract {
  @Override
  protected BlockStore openStore() {
    return LocalBlockStore.open(new MemoryFiles(), StoreWorld.DIRECTORY);
  }
}
