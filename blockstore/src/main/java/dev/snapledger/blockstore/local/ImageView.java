package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.NotFoundException;

/** The blocks of one live image. Any thread may call. */
record ImageView(Layer layer) implements BlockView {
  @Override
  public BlockVersion version(int blockIndex) {
    checkLive();
    return layer.chain.version(blockIndex, layer.ordinal());
  }

  @Override
  public int nextBlock(int from) {
    checkLive();
    layer.chain.lock.readLock().lock();
    try {
      return layer.chain.index().nextBlock(from);
    } finally {
      layer.chain.lock.readLock().unlock();
    }
  }

  @Override
  public long sizeBytes() {
    return layer.image().sizeBytes();
  }

  void checkLive() {
    layer.chain.checkReadable();
    if (layer.hidden) {
      throw new NotFoundException("expected image " + layer.id() + ", but it was deleted");
    }
  }

  @Override
  public String toString() {
    return "image " + layer.id();
  }
}
