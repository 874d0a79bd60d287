package dev.snapledger.blockstore.local;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Finds the row of a block: a hash table with linear probing, outside the heap, at most half full.
 *
 * <p>Eight neighbours share a cache line, so that asking for blocks in order is fast where they are
 * dense. 16 to 32 bytes a block. Not thread-safe.
 */
final class RowFinder {
  private static final int FIRST_SLOTS = 32;

  /** Blocks that only differ in these bits are hashed to the same line. */
  private static final int LINE_BITS = 3;

  private static final int LINE_MASK = (1 << LINE_BITS) - 1;

  /** 2^64 by the golden ratio: spreads numbers in a row evenly (D. Knuth, TAOCP 3, 6.4). */
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final IndexMemory memory;

  /** {@code block:32 | row + 1:32}, or 0 where there is none. */
  private MemorySegment slots;

  private long count;
  private long slotCount = FIRST_SLOTS;

  RowFinder(IndexMemory memory) {
    this.memory = memory;
    this.slots = memory.allocate(FIRST_SLOTS * Long.BYTES);
  }

  /** The row of a block, or -1 if it has none. */
  int find(int block) {
    long at = firstSlot(block);
    long slot = slots.getAtIndex(LONG, at);
    while (slot != 0 && blockOf(slot) != block) {
      at = (at + 1) & (slotCount - 1);
      slot = slots.getAtIndex(LONG, at);
    }
    return (int) slot - 1;
  }

  /** Adds a block that has no row yet. */
  void add(int block, int row) {
    if ((count + 1) * 2 > slotCount) {
      grow();
    }
    put(((long) block << Integer.SIZE) | (row + 1));
    count++;
  }

  private static int blockOf(long slot) {
    return (int) (slot >>> Integer.SIZE);
  }

  private long firstSlot(int block) {
    int lineIndexBits = Long.numberOfTrailingZeros(slotCount) - LINE_BITS;
    long line = ((block >>> LINE_BITS) * GOLDEN) >>> (Long.SIZE - lineIndexBits);
    return (line << LINE_BITS) | (block & LINE_MASK);
  }

  private void put(long slot) {
    long at = firstSlot(blockOf(slot));
    while (slots.getAtIndex(LONG, at) != 0) {
      at = (at + 1) & (slotCount - 1);
    }
    slots.setAtIndex(LONG, at, slot);
  }

  private void grow() {
    MemorySegment before = slots;
    long countBefore = slotCount;
    slots = memory.allocate(countBefore * 2 * Long.BYTES);
    slotCount = countBefore * 2;
    for (long at = 0; at < countBefore; at++) {
      long slot = before.getAtIndex(LONG, at);
      if (slot != 0) {
        put(slot);
      }
    }
  }
}
