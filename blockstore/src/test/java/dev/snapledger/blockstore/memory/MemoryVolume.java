package dev.snapledger.blockstore.memory;

import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.HydrationProgress;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import org.jspecify.annotations.Nullable;

/** A writable disk; made from an image it has all bytes at once and only plays the filling. */
final class MemoryVolume {
  final VolumeId id;
  final @Nullable ImageId madeFrom;
  @Nullable ImageId source;
  @Nullable MemoryImage parent;
  MemoryDisk disk;
  private MemoryDisk flushed;
  private final long sourceBytes;
  private long filledBytes;

  MemoryVolume(VolumeId id, @Nullable ImageId source, MemoryDisk disk) {
    this.id = id;
    this.madeFrom = source;
    this.source = source;
    this.disk = disk;
    this.flushed = disk.copy(disk.sizeBytes);
    this.sourceBytes = source == null ? 0 : disk.sizeBytes;
  }

  ChainId chain() {
    return new ChainId(id.value());
  }

  VolumeState state() {
    return new VolumeState(id, chain(), disk.sizeBytes, source);
  }

  void resize(long sizeBytes) {
    disk = disk.copy(sizeBytes);
    flushed = flushed.copy(sizeBytes);
  }

  void flush() {
    flushed = disk.copy(disk.sizeBytes);
  }

  void crash() {
    disk = flushed.copy(flushed.sizeBytes);
  }

  void sealed(MemoryImage image) {
    parent = image;
    source = null;
    disk = image.disk().child(image.disk().sizeBytes);
    flush();
  }

  HydrationProgress hydrate(long bytesMax) {
    filledBytes = source == null ? sourceBytes : Math.min(sourceBytes, filledBytes + bytesMax);
    if (filledBytes == sourceBytes) {
      source = null;
    }
    return new HydrationProgress(filledBytes, sourceBytes, source == null);
  }
}
