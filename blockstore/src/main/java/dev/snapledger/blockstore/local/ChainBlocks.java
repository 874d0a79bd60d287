package dev.snapledger.blockstore.local;

/** Walks the blocks of a chain, taking its lock for each step. */
record ChainBlocks(Chain chain) {
  int nextBlock(int from) {
    chain.lock.readLock().lock();
    try {
      return chain.index().nextBlock(from);
    } finally {
      chain.lock.readLock().unlock();
    }
  }
}
