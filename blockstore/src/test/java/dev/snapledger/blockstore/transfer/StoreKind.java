package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.local.LocalBlockStore;
import dev.snapledger.blockstore.memory.InMemoryBlockStore;
import java.nio.file.Path;

/** Stores that transfers must work with. */
enum StoreKind {
  /** The port's meaning in the plainest code. */
  MODEL,

  /** The one that nodes use, on a file system in memory. */
  LOCAL;

  BlockStore open() {
    return switch (this) {
      case MODEL -> new InMemoryBlockStore();
      case LOCAL -> LocalBlockStore.open(new MemoryFiles(), Path.of("data"));
    };
  }
}
