package dev.snapledger.blockstore.local;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Memory for runs of longs with power-of-two capacities, in chunks; a freed run is used again.
 *
 * <p>Free runs of one capacity form a list through their first long, so that freeing needs no
 * memory. The first chunk begins small, so that many small chains cost little. All of it is {@link
 * IndexMemory}: with chunks of the heap among them, each access would have to find out which.
 */
final class RunSlab {
  private static final int CHUNK_BITS = 16;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int FIRST_CHUNK = 1 << 6;

  /** The first chunk grows up to here; the next step is a whole one. */
  private static final int SMALL_CHUNK_MAX = 1 << 12;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /** Most versions of one block in one chain, so that a run fits a chunk. */
  static final int RUN_MAX = CHUNK;

  private final IndexMemory memory;
  private MemorySegment[] chunks = new MemorySegment[0];
  private long used;
  private final long[] free = new long[CHUNK_BITS + 1];

  RunSlab(IndexMemory memory) {
    this.memory = memory;
    Arrays.fill(free, -1);
  }

  static int capacity(int count) {
    return count <= 2 ? 2 : Integer.highestOneBit(count - 1) * 2;
  }

  long allocate(int capacity) {
    if (capacity > RUN_MAX) {
      throw new IllegalStateException(
          "expected at most " + RUN_MAX + " versions of a block, but found more");
    }
    int size = Integer.numberOfTrailingZeros(capacity);
    if (free[size] >= 0) {
      long at = free[size];
      free[size] = get(at);
      return at;
    }
    // A run never crosses a chunk: round up to a multiple of its own, power-of-two, capacity.
    long at = (used + capacity - 1) / capacity * capacity;
    makeRoom((int) (at >>> CHUNK_BITS), (int) (at & (CHUNK - 1)) + capacity);
    used = at + capacity;
    return at;
  }

  private void makeRoom(int chunk, int longs) {
    if (chunk == chunks.length) {
      MemorySegment added = chunk == 0 ? chunk(longs) : memory.allocate((long) CHUNK * Long.BYTES);
      chunks = Arrays.copyOf(chunks, chunk + 1);
      chunks[chunk] = added;
    } else if (longs > chunks[chunk].byteSize() / Long.BYTES) {
      // The first chunk grows, so that a small chain stays small.
      chunks[chunk] = chunk(longs).copyFrom(chunks[chunk]);
    }
  }

  private MemorySegment chunk(int longs) {
    int size = Math.max(FIRST_CHUNK, longs <= 1 ? 1 : Integer.highestOneBit(longs - 1) * 2);
    return memory.allocate((long) (size <= SMALL_CHUNK_MAX ? size : CHUNK) * Long.BYTES);
  }

  void free(long at, int capacity) {
    int size = Integer.numberOfTrailingZeros(capacity);
    set(at, free[size]);
    free[size] = at;
  }

  long get(long at) {
    return chunks[(int) (at >>> CHUNK_BITS)].getAtIndex(LONG, at & (CHUNK - 1));
  }

  void set(long at, long value) {
    chunks[(int) (at >>> CHUNK_BITS)].setAtIndex(LONG, at & (CHUNK - 1), value);
  }

  void clear(long at, int count) {
    run(at, count).fill((byte) 0);
  }

  void copy(long from, long to, int count) {
    run(to, count).copyFrom(run(from, count));
  }

  private MemorySegment run(long at, int count) {
    return chunks[(int) (at >>> CHUNK_BITS)].asSlice(
        (at & (CHUNK - 1)) * Long.BYTES, (long) count * Long.BYTES);
  }
}
