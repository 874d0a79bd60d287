package dev.snapledger.blockstore.memory;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.ImageUpload;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.InvalidRangeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An upload; it keeps the bytes of its last flush, to fall back to in a crash. */
final class MemoryUpload implements ImageUpload {
  final ImageId image;
  final ChainId chain;
  final @Nullable MemoryImage parent;
  private final InMemoryBlockStore store;
  private final ImageId origin;
  private MemoryDisk disk;
  private MemoryDisk flushed;

  MemoryUpload(
      InMemoryBlockStore store,
      ImageId image,
      ChainId chain,
      MemoryDisk start,
      @Nullable MemoryImage parent,
      ImageId origin) {
    this.store = store;
    this.image = image;
    this.chain = chain;
    this.parent = parent;
    this.origin = origin;
    this.disk = start;
    this.flushed = start.copy(start.sizeBytes);
  }

  MemoryDisk disk() {
    return disk;
  }

  void crash() {
    disk = flushed.copy(flushed.sizeBytes);
  }

  @Override
  public BlockDigest digest(int blockIndex) {
    return disk.digest(blockIndex);
  }

  @Override
  public int crc32c(int blockIndex) {
    return disk.crc32c(blockIndex);
  }

  @Override
  public Cursor<BlockEntry> blockMap() {
    List<BlockEntry> entries = new ArrayList<>();
    for (int block = 0; block < disk.bytes.length / BLOCK_BYTES; block++) {
      if (disk.dataMask(block) != 0) {
        int mask = disk.touchedMask(block);
        entries.add(new BlockEntry(block, mask, disk.dataMask(block), disk.crc32c(block)));
      }
    }
    return MemoryCursor.of(entries);
  }

  @Override
  public void put(int blockIndex, ByteBuffer bytes) {
    int blocks = Geometry.blocksOf(disk.sizeBytes);
    if (bytes.remaining() != BLOCK_BYTES || blockIndex < 0 || blockIndex >= blocks) {
      throw new InvalidRangeException(
          "expected 65536 bytes for a block below "
              + blocks
              + ", but found "
              + bytes.remaining()
              + " for "
              + blockIndex);
    }
    bytes.get(disk.bytes, blockIndex * BLOCK_BYTES, BLOCK_BYTES);
    int part = blockIndex * Geometry.PARTS_PER_BLOCK;
    disk.touched.set(part, part + Geometry.PARTS_PER_BLOCK);
    for (int i = (int) disk.sizeBytes; i < disk.bytes.length; i++) {
      if (disk.bytes[i] != 0) {
        throw new InvalidRangeException("expected zero beyond the image's end, but found data");
      }
    }
  }

  @Override
  public long movedBytes() {
    return blockMap().toList().stream().filter(e -> e.dirtyMask() != 0).count() * BLOCK_BYTES;
  }

  @Override
  public void flush() {
    flushed = disk.copy(disk.sizeBytes);
  }

  @Override
  public SealedImage seal() {
    MemoryImage sealed = MemoryImage.seal(image, chain, origin, disk, parent);
    store.add(sealed);
    return sealed.sealed();
  }

  @Override
  public void close() {
    // The upload stays with the store, so that it can go on.
  }
}
