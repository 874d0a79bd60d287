package dev.snapledger.blockstore.geometry;

/**
 * The three units of a disk: page (512 B), part (4 KiB) and block (64 KiB).
 *
 * <p>Requests are aligned to pages, changes are tracked per part, bytes are stored per block. A
 * mask has one bit for each of the 16 parts of a block; bit 0 is the part at the lowest address.
 */
public final class Geometry {
  public static final int PAGE_BYTES = 512;
  public static final int PART_BYTES = 4096;
  public static final int BLOCK_BYTES = 65_536;
  public static final int PARTS_PER_BLOCK = BLOCK_BYTES / PART_BYTES;

  /** Mask with every part of a block. */
  public static final int ALL_PARTS = 0xFFFF;

  /** Largest disk: 32 TiB, which has 2^29 blocks, so that a block index fits an int. */
  public static final long DISK_BYTES_MAX = 32L << 40;

  private Geometry() {}

  /** Index of the block that holds the byte. */
  public static int blockOf(long byteIndex) {
    return (int) (byteIndex / BLOCK_BYTES);
  }

  /** First byte of the block. */
  public static long startOf(int blockIndex) {
    return (long) blockIndex * BLOCK_BYTES;
  }

  /** Number of blocks that cover the size; the last one may be partly outside the disk. */
  public static int blocksOf(long sizeBytes) {
    return (int) ((sizeBytes + BLOCK_BYTES - 1) / BLOCK_BYTES);
  }

  /**
   * Parts of a block touched by the bytes {@code [start, end)}, both relative to the block.
   *
   * @param start 0 to 65,535
   * @param end start + 1 to 65,536
   */
  public static int partsTouched(int start, int end) {
    int first = start / PART_BYTES;
    int last = (end - 1) / PART_BYTES;
    return (ALL_PARTS >>> (PARTS_PER_BLOCK - 1 - last)) & (ALL_PARTS << first) & ALL_PARTS;
  }

  /**
   * Checks the size of a disk.
   *
   * @throws InvalidRangeException if it is not a multiple of 512 from 512 to 32 TiB
   */
  public static long checkDiskSize(long sizeBytes) {
    if (sizeBytes < PAGE_BYTES || sizeBytes > DISK_BYTES_MAX || sizeBytes % PAGE_BYTES != 0) {
      throw new InvalidRangeException(
          "expected a disk size that is a multiple of 512 from 512 to "
              + DISK_BYTES_MAX
              + " bytes, but found "
              + sizeBytes);
    }
    return sizeBytes;
  }
}
