package dev.snapledger.blockstore.local;

/** A volume's present blocks, for a walk that takes the volume's lock step by step. */
record VolumeView(Volume volume) implements BlockView {
  @Override
  public BlockVersion version(int blockIndex) {
    volume.readLock().lock();
    try {
      volume.checkUsable();
      return volume.head.version(blockIndex);
    } finally {
      volume.readLock().unlock();
    }
  }

  @Override
  public int nextBlock(int from) {
    volume.readLock().lock();
    try {
      volume.checkUsable();
      return volume.head.nextBlock(from);
    } finally {
      volume.readLock().unlock();
    }
  }

  @Override
  public long sizeBytes() {
    return volume.head.sizeBytes();
  }
}
