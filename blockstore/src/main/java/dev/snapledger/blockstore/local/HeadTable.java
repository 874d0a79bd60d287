package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The blocks changed since the last seal: 56 bytes a block and 8 for finding it, outside the heap.
 *
 * <p>Row: locator 8, CRC32C 4, dirty mask 4, data mask 4, block 4, digest 32. Not thread-safe;
 * {@link Head} guards it.
 */
final class HeadTable {
  private static final int ROW_BYTES = 56;
  private static final int FIRST_ROWS = 16;
  private static final int CHUNK_ROWS = 4096;
  private static final int ORDINAL = 1;

  private final IndexMemory memory;
  private final VersionIndex rows;
  private final List<MemorySegment> chunks = new ArrayList<>();
  private int count;

  HeadTable(IndexMemory memory) {
    this.memory = memory;
    this.rows = new VersionIndex(memory);
  }

  int count() {
    return count;
  }

  @Nullable HeadRow find(int block) {
    long entry = rows.newest(block, ORDINAL);
    return entry == 0 ? null : row(VersionIndex.rank(entry));
  }

  /** Adds or replaces the row of a block. */
  void put(HeadRow row) {
    long entry = rows.newest(row.version().blockIndex(), ORDINAL);
    int at = entry == 0 ? count : VersionIndex.rank(entry);
    // Room first: without it nothing has changed, and no row is found that was never written.
    MemorySegment chunk = chunk(at);
    long offset = offset(at);
    BlockVersion version = row.version();
    chunk.set(ValueLayout.JAVA_LONG, offset, version.locator());
    chunk.set(ValueLayout.JAVA_INT, offset + 8, version.crc32c());
    chunk.set(ValueLayout.JAVA_INT, offset + 12, version.dirtyMask());
    chunk.set(ValueLayout.JAVA_INT, offset + 16, version.dataMask());
    chunk.set(ValueLayout.JAVA_INT, offset + 20, version.blockIndex());
    MemorySegment.copy(
        row.digest().toBytes(), 0, chunk, ValueLayout.JAVA_BYTE, offset + 24, BlockDigest.BYTES);
    if (entry == 0) {
      rows.add(version.blockIndex(), ORDINAL, at);
      count++;
    }
  }

  /** Block of the row that was added as number {@code at}. */
  int blockAt(int at) {
    return chunk(at).get(ValueLayout.JAVA_INT, offset(at) + 20);
  }

  /** Locator of that row. */
  long locatorAt(int at) {
    return chunk(at).get(ValueLayout.JAVA_LONG, offset(at));
  }

  /** CRC32C of that row's block. */
  int crcAt(int at) {
    return chunk(at).get(ValueLayout.JAVA_INT, offset(at) + 8);
  }

  private HeadRow row(int at) {
    MemorySegment chunk = chunk(at);
    long offset = offset(at);
    BlockVersion version =
        new BlockVersion(
            chunk.get(ValueLayout.JAVA_INT, offset + 20),
            chunk.get(ValueLayout.JAVA_INT, offset + 12),
            chunk.get(ValueLayout.JAVA_INT, offset + 16),
            chunk.get(ValueLayout.JAVA_INT, offset + 8),
            chunk.get(ValueLayout.JAVA_LONG, offset));
    byte[] digest = chunk.asSlice(offset + 24, BlockDigest.BYTES).toArray(ValueLayout.JAVA_BYTE);
    return new HeadRow(version, BlockDigest.of(digest));
  }

  /** A small first chunk, so that many idle volumes stay cheap. */
  private MemorySegment chunk(int at) {
    int index = at < FIRST_ROWS ? 0 : 1 + (at - FIRST_ROWS) / CHUNK_ROWS;
    while (chunks.size() <= index) {
      chunks.add(memory.allocate((long) (chunks.isEmpty() ? FIRST_ROWS : CHUNK_ROWS) * ROW_BYTES));
    }
    return chunks.get(index);
  }

  private static long offset(int at) {
    return (long) (at < FIRST_ROWS ? at : (at - FIRST_ROWS) % CHUNK_ROWS) * ROW_BYTES;
  }

  int nextBlock(int from) {
    return rows.nextBlock(from);
  }

  RoaringBitmap blocks() {
    RoaringBitmap blocks = new RoaringBitmap();
    for (int block = nextBlock(0); block >= 0; block = nextBlock(block + 1)) {
      blocks.add(block);
    }
    return blocks;
  }
}
