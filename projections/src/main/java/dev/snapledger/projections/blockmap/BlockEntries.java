package dev.snapledger.projections.blockmap;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.port.BlockMapPublisher;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a part, as published: 12 bytes each, little-endian.
 *
 * <pre>
 *   0  u32  block index
 *   4  u16  mask of the 4 KiB parts written or cleared since the parent, bit 0 first
 *   6  u16  mask of the 4 KiB parts that hold data
 *   8  u32  CRC32C of the block as it reads
 * </pre>
 */
final class BlockEntries {
  /** Bytes of one entry. */
  static final int ENTRY_BYTES = BlockMapPublisher.ENTRY_BYTES;

  /**
   * Entries kept in one row: 12 KiB, so that reading a chain of hundreds of layers at once needs a
   * few megabytes.
   */
  static final int CHUNK_ENTRIES = 1_024;

  /** Most parts of a layer: a 32 TiB disk has 2^29 blocks, which take 6,711 full parts. */
  static final int LAYER_PARTS_MAX = 8_192;

  private static final int BLOCKS_MAX = Geometry.blocksOf(Geometry.DISK_BYTES_MAX);

  private final byte[] bytes;
  private final ByteBuffer view;

  private BlockEntries(byte[] bytes) {
    this.bytes = bytes;
    this.view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The entries of a part for which {@link #findFault} finds nothing. */
  static BlockEntries of(BlockMapPart part) {
    ByteBuffer source = part.entries().duplicate();
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    return new BlockEntries(bytes);
  }

  /** The entries of one row. */
  static BlockEntries ofChunk(byte[] chunk) {
    return new BlockEntries(chunk);
  }

  /** Says what is wrong with a part, for people; null if nothing is. */
  static @Nullable String findFault(BlockMapPart part) {
    if (part.parts() < 1 || part.parts() > LAYER_PARTS_MAX) {
      return "expected 1 to %d parts, but found %d".formatted(LAYER_PARTS_MAX, part.parts());
    }
    if (part.part() < 0 || part.part() >= part.parts()) {
      return "expected part 0 to %d, but found %d".formatted(part.parts() - 1, part.part());
    }
    if (part.sizeBytes() < 1 || part.sizeBytes() > Geometry.DISK_BYTES_MAX) {
      return "expected a size of 1 to %d bytes, but found %d"
          .formatted(Geometry.DISK_BYTES_MAX, part.sizeBytes());
    }
    int length = part.entries().remaining();
    if (length % ENTRY_BYTES != 0) {
      return "expected entries of %d bytes, but found %d bytes".formatted(ENTRY_BYTES, length);
    }
    return of(part).findBlockFault(Geometry.blocksOf(part.sizeBytes()));
  }

  /**
   * A block behind the end of the snapshot may only be cleared: a copy of an older, smaller
   * snapshot clears there what the copy before had.
   */
  private @Nullable String findBlockFault(int blocks) {
    long last = -1;
    for (int i = 0; i < count(); i++) {
      long block = Integer.toUnsignedLong(view.getInt(i * ENTRY_BYTES));
      if (block <= last || block >= BLOCKS_MAX) {
        return "expected a block above %d and below %d, but found %d"
            .formatted(last, BLOCKS_MAX, block);
      }
      if (block >= blocks && dataMask(i) != 0) {
        return "expected no data from block %d on, but found some in block %d"
            .formatted(blocks, block);
      }
      last = block;
    }
    return null;
  }

  /** Number of entries. */
  int count() {
    return bytes.length / ENTRY_BYTES;
  }

  int block(int entry) {
    return view.getInt(entry * ENTRY_BYTES);
  }

  int dirtyMask(int entry) {
    return Short.toUnsignedInt(view.getShort(entry * ENTRY_BYTES + 4));
  }

  int dataMask(int entry) {
    return Short.toUnsignedInt(view.getShort(entry * ENTRY_BYTES + 6));
  }

  int crc32c(int entry) {
    return view.getInt(entry * ENTRY_BYTES + 8);
  }

  /** The entries of one row out of all. */
  byte[] chunk(int chunk) {
    int from = chunk * CHUNK_ENTRIES * ENTRY_BYTES;
    int to = Math.min(bytes.length, from + CHUNK_ENTRIES * ENTRY_BYTES);
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** What is to be known of the part they are. */
  PartRow summary() {
    return count() == 0
        ? new PartRow(0, -1, -1, sha256())
        : new PartRow(count(), block(0), block(count() - 1), sha256());
  }

  private BlockDigest sha256() {
    try {
      return BlockDigest.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256, which every JDK has, but found none", e);
    }
  }
}
