package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.ImageUpload;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.InvalidRangeException;
import java.nio.ByteBuffer;

/** An upload over the head of a chain without a volume; refused once that was sealed or deleted. */
final class Upload implements ImageUpload {
  private final LocalBlockStore store;
  private final ImageId image;
  private final ImageId origin;
  private final Head head;

  Upload(LocalBlockStore store, ImageId image, ImageId origin, Head head) {
    this.store = store;
    this.image = image;
    this.origin = origin;
    this.head = head;
  }

  private <T> T using(Faults.Question<T> request) {
    return store.usingUpload(image, head, request);
  }

  @Override
  public BlockDigest digest(int blockIndex) {
    return using(
        () -> {
          head.drain();
          return head.digest(head.version(blockIndex));
        });
  }

  @Override
  public int crc32c(int blockIndex) {
    return using(
        () -> {
          head.drain();
          return head.version(blockIndex).crc32c();
        });
  }

  @Override
  public Cursor<BlockEntry> blockMap() {
    return using(
        () -> {
          head.drain();
          return new BlockCursor(head);
        });
  }

  @Override
  public void put(int blockIndex, ByteBuffer bytes) {
    if (bytes.remaining() != BLOCK_BYTES) {
      throw new InvalidRangeException(
          "expected " + BLOCK_BYTES + " bytes, but found " + bytes.remaining());
    }
    if (blockIndex < 0 || blockIndex >= Geometry.blocksOf(head.sizeBytes())) {
      throw new InvalidRangeException(
          "expected a block below "
              + Geometry.blocksOf(head.sizeBytes())
              + ", but found "
              + blockIndex);
    }
    using(
        () -> {
          head.write(Geometry.startOf(blockIndex), bytes);
          return head;
        });
  }

  @Override
  public long movedBytes() {
    return using(() -> head.changedDataBlocks() * BLOCK_BYTES);
  }

  @Override
  public void flush() {
    using(
        () -> {
          head.flush();
          return head;
        });
  }

  @Override
  public SealedImage seal() {
    return store.sealUpload(image, origin, head);
  }

  @Override
  public void close() {
    // The head stays with the store, so that the same upload can go on.
  }
}
