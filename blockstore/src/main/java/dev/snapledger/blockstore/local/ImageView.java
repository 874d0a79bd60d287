package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.NotFoundException;

/** The blocks of one live image. Any thread may call. */
record ImageView(Layer layer) implements BlockView {
  @Override
  public BlockVersion version(int blockIndex) {
    BlockVersion version = layer.chain.version(blockIndex, layer.ordinal());
    // Only afterwards: had a delete come first, an older version may be what was found.
    checkLive();
    return version;
  }

  @Override
  public int nextBlock(int from) {
    int next = new ChainBlocks(layer.chain).nextBlock(from);
    checkLive();
    return next;
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
