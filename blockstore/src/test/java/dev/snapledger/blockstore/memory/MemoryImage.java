package dev.snapledger.blockstore.memory;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sealed image: its bytes, what it touched, and the image it was layered on. */
record MemoryImage(SealedImage sealed, MemoryDisk disk, @Nullable MemoryImage parent) {
  static MemoryImage seal(
      ImageId id,
      ChainId chain,
      @Nullable ImageId origin,
      MemoryDisk disk,
      @Nullable MemoryImage p) {
    List<BlockEntry> delta = deltaOf(disk);
    long dataBlocks = delta.stream().filter(e -> e.dataMask() != 0).count();
    SealedImage sealed =
        new SealedImage(
            id,
            chain,
            p == null ? 1 : p.sealed.sequence() + 1,
            p == null ? null : p.sealed.image(),
            origin,
            disk.sizeBytes,
            delta.size(),
            4096L * disk.touched.cardinality(),
            dataBlocks * BLOCK_BYTES,
            root(disk, delta, p));
    return new MemoryImage(sealed, disk, p);
  }

  private static BlockDigest root(
      MemoryDisk disk, List<BlockEntry> delta, @Nullable MemoryImage parent) {
    MessageDigest sha = MemoryDisk.sha256();
    sha.update((parent == null ? BlockDigest.ZERO : parent.sealed.rootDigest()).toBytes());
    sha.update(ByteBuffer.allocate(8).putLong(0, disk.sizeBytes));
    for (BlockEntry entry : delta) {
      sha.update(ByteBuffer.allocate(4).putInt(0, entry.blockIndex()));
      sha.update(disk.digest(entry.blockIndex()).toBytes());
    }
    return BlockDigest.of(sha.digest());
  }

  List<BlockEntry> delta() {
    return deltaOf(disk);
  }

  private static List<BlockEntry> deltaOf(MemoryDisk disk) {
    List<BlockEntry> entries = new ArrayList<>();
    for (int block = 0; block < disk.bytes.length / BLOCK_BYTES; block++) {
      int touched = disk.touchedMask(block);
      if (touched != 0) {
        entries.add(new BlockEntry(block, touched, disk.dataMask(block), disk.crc32c(block)));
      }
    }
    return entries;
  }

  /** Blocks with data, each with the mask of the newest delta that has it. */
  List<BlockEntry> blockMap() {
    List<BlockEntry> entries = new ArrayList<>();
    for (int block = 0; block < disk.bytes.length / BLOCK_BYTES; block++) {
      if (disk.dataMask(block) != 0) {
        entries.add(
            new BlockEntry(block, newestMask(block), disk.dataMask(block), disk.crc32c(block)));
      }
    }
    return entries;
  }

  private int newestMask(int block) {
    for (MemoryImage layer = this; layer != null; layer = layer.parent) {
      if (layer.disk.touchedMask(block) != 0) {
        return layer.disk.touchedMask(block);
      }
    }
    throw new IllegalStateException("expected a delta with block " + block + ", but found none");
  }
}
