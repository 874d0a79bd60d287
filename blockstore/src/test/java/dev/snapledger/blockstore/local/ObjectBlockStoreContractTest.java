package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.BlockStoreContract;
import dev.snapledger.blockstore.object.MemoryObjects;
import dev.snapledger.blockstore.object.ObjectNode;

class ObjectBlockStoreContractTest extends BlockStoreContract {
  @Override
  protected BlockStore openStore() {
    return LocalBlockStore.open(
        ObjectNode.open(new MemoryObjects().client(), "one"), StoreWorld.DIRECTORY);
  }
}
