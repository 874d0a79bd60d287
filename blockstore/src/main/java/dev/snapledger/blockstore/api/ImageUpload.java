package dev.snapledger.blockstore.api;

import java.nio.ByteBuffer;

/**
 * An image being written into a chain that has no volume here, as a copy from another region is.
 *
 * <p>It starts as the newest image of its chain and is changed block by block. What was put before
 * the last {@link #flush} survives a crash: opening the same upload again continues from there. For
 * one thread. Close without {@link #seal} keeps it for later.
 */
public interface ImageUpload extends AutoCloseable {
  /** Digest of the block as it stands now; {@link BlockDigest#ZERO} for a zero block. */
  BlockDigest digest(int blockIndex);

  /** CRC32C of the block as it stands now; 0 for a zero block. */
  int crc32c(int blockIndex);

  /** Blocks that hold data now, ascending. */
  Cursor<BlockEntry> blockMap();

  /**
   * Replaces a block.
   *
   * @param bytes exactly 65,536 remaining, all zero for a cleared block; bytes beyond the image's
   *     size must be zero
   */
  void put(int blockIndex, ByteBuffer bytes);

  /** Bytes put so far, also before a crash. */
  long movedBytes();

  void flush();

  /** Makes the image durable and readable, and ends the upload. */
  SealedImage seal();

  @Override
  void close();
}
