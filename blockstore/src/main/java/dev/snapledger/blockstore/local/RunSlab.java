package dev.snapledger.blockstore.local;

import java.util.Arrays;

/**
 * Memory for runs of longs with power-of-two capacities, in chunks; a freed run is used again.
 *
 * <p>Free runs of one capacity form a list through their first long, so that freeing needs no
 * memory.
 */
final class RunSlab {
  /**
   * 256 KiB a chunk: with the product's heap of 1 GiB G1 has regions of 1 MiB, and gives an array of
   * half a region or more, with its header, whole regions of its own. Chunks of 512 KiB took twice
   * their size.
   */
  private static final int CHUNK_BITS = 15;

  private static final int CHUNK = 1 << CHUNK_BITS;

  private static final int FIRST_CHUNK = 1 << 6;

  /** Most versions of one block in one chain, so that a run fits a chunk. */
  static final int RUN_MAX = CHUNK;

  private long[][] chunks = new long[0][];
  private long used;
  private final long[] free = new long[CHUNK_BITS + 1];

  RunSlab() {
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
    used = at + capacity;
    int chunk = (int) (at >>> CHUNK_BITS);
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk + 1);
      chunks[chunk] = new long[Math.max(capacity, chunk == 0 ? FIRST_CHUNK : CHUNK)];
    }
    // The first chunk grows, so that a small chain stays small.
    int inChunk = (int) (used - ((long) chunk << CHUNK_BITS));
    if (inChunk > chunks[chunk].length) {
      chunks[chunk] = Arrays.copyOf(chunks[chunk], Integer.highestOneBit(inChunk - 1) * 2);
    }
    return at;
  }

  void free(long at, int capacity) {
    int size = Integer.numberOfTrailingZeros(capacity);
    set(at, free[size]);
    free[size] = at;
  }

  long get(long at) {
    return chunks[(int) (at >>> CHUNK_BITS)][(int) at & (CHUNK - 1)];
  }

  void set(long at, long value) {
    chunks[(int) (at >>> CHUNK_BITS)][(int) at & (CHUNK - 1)] = value;
  }

  void copy(long from, long to, int count) {
    System.arraycopy(
        chunks[(int) (from >>> CHUNK_BITS)],
        (int) from & (CHUNK - 1),
        chunks[(int) (to >>> CHUNK_BITS)],
        (int) to & (CHUNK - 1),
        count);
  }
}
