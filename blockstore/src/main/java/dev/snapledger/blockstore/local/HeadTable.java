package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The blocks changed since the last seal: 56 bytes a block and 16 to 32 for finding it, outside the
 * heap, and a bitmap in it.
 *
 * <p>Row: the entry of a delta 16, digest 32, block 4, padding 4; as in a delta, big-endian. Not
 * thread-safe; {@link Head} guards it.
 */
final class HeadTable implements DeltaWriter.Rows {
  private static final int ROW_BYTES = 56;
  private static final int DIGEST_AT = DeltaFile.ENTRY_BYTES;
  private static final int BLOCK_AT = DIGEST_AT + BlockDigest.BYTES;
  private static final int FIRST_ROWS = 16;
  private static final int CHUNK_ROWS = 4096;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final IndexMemory memory;
  private final RowFinder rows;
  private final RoaringBitmap blocks = new RoaringBitmap();
  private final List<MemorySegment> chunks = new ArrayList<>();
  private final ByteBuffer written = ByteBuffer.allocate(BLOCK_AT);
  private final long[] touchedRows = new long[DeltaWriter.BATCH_BLOCKS];
  private int count;

  HeadTable(IndexMemory memory) {
    this.memory = memory;
    this.rows = new RowFinder(memory);
  }

  int count() {
    return count;
  }

  @Nullable HeadRow find(int block) {
    int at = rows.find(block);
    return at < 0 ? null : row(block, at);
  }

  /** Adds or replaces the row of a block. */
  void put(HeadRow row) {
    int block = row.version().blockIndex();
    int found = rows.find(block);
    int at = found < 0 ? count : found;
    // Room first: without it nothing has changed, and no row is found that was never written.
    MemorySegment chunk = chunk(at);
    DeltaFile.putEntry(written.clear(), row.version());
    row.digest().putInto(written);
    MemorySegment.copy(
        written.array(), 0, chunk, ValueLayout.JAVA_BYTE, offset(at), written.position());
    chunk.set(INT, offset(at) + BLOCK_AT, block);
    if (found < 0) {
      rows.add(block, at);
      blocks.add(block);
      count++;
    }
  }

  /** Block of the row that was added as number {@code at}. */
  int blockAt(int at) {
    return chunk(at).get(INT, offset(at) + BLOCK_AT);
  }

  /** Locator of that row. */
  long locatorAt(int at) {
    return chunk(at).get(LONG, offset(at));
  }

  /** CRC32C of that row's block. */
  int crcAt(int at) {
    return chunk(at).get(INT, offset(at) + DeltaFile.CRC_AT);
  }

  @Override
  public void touch(int[] touchedBlocks, int length) {
    for (int i = 0; i < length; i++) {
      touchedRows[i] = rowOf(touchedBlocks[i]);
    }
    long read = 0;
    for (int i = 0; i < length; i++) {
      read ^= locatorAt((int) touchedRows[i]);
    }
    // Kept, so that no compiler leaves the reads out.
    touchedRows[0] = read;
  }

  private int rowOf(int block) {
    int at = rows.find(block);
    if (at < 0) {
      throw new IllegalStateException("expected a row for block " + block + ", but found none");
    }
    return at;
  }

  @Override
  public void put(int block, ByteBuffer entries, ByteBuffer digests) {
    int at = rowOf(block);
    copy(chunk(at), offset(at), DeltaFile.ENTRY_BYTES, entries);
    copy(chunk(at), offset(at) + DIGEST_AT, BlockDigest.BYTES, digests);
  }

  private static void copy(MemorySegment chunk, long from, int bytes, ByteBuffer into) {
    for (long at = from; at < from + bytes; at += Long.BYTES) {
      into.putLong(chunk.get(LONG, at));
    }
  }

  private HeadRow row(int block, int at) {
    MemorySegment chunk = chunk(at);
    long offset = offset(at);
    int masks = chunk.get(INT, offset + DeltaFile.MASKS_AT);
    BlockVersion version =
        new BlockVersion(
            block,
            DeltaFile.dirtyOf(masks),
            DeltaFile.dataOf(masks),
            chunk.get(INT, offset + DeltaFile.CRC_AT),
            chunk.get(LONG, offset));
    byte[] digest =
        chunk.asSlice(offset + DIGEST_AT, BlockDigest.BYTES).toArray(ValueLayout.JAVA_BYTE);
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

  /** The first changed block at or after another, or -1 if there is none. */
  int nextBlock(int from) {
    return (int) blocks.nextValue(from);
  }

  /** All of them, as they are now. */
  RoaringBitmap blocks() {
    return blocks.clone();
  }
}
