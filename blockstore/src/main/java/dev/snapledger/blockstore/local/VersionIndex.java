package dev.snapledger.blockstore.local;

import java.util.Arrays;

/**
 * Which layers of one chain hold a version of a block; answers "newest version at or before a
 * layer" for any block and any depth.
 *
 * <p>A radix tree over the block index (10 + 11 + 8 bits) whose leaves have one long per block: 0
 * for none, {@code ordinal:31 | rank:32} for a single version, or a tagged reference to a run of
 * such entries in ascending order. A look-up is three array steps and, for blocks with several
 * versions, a binary search in adjacent memory, so it does not slow down with the chain's length.
 * Memory follows the allocated blocks (a leaf covers 16 MiB of disk in 2 KiB), not the disk; all
 * but the upper steps, 4 bytes for 32 blocks, is {@link IndexMemory}. Adding a layer costs its
 * entries. Not thread-safe: {@link Chain} guards it. Rebuilt from deltas at open.
 */
final class VersionIndex {
  private static final int LEAF_BITS = 8;
  private static final int MID_BITS = 11;
  private static final int LEAF_MASK = (1 << LEAF_BITS) - 1;
  private static final int MID_MASK = (1 << MID_BITS) - 1;
  private static final long RUN_TAG = Long.MIN_VALUE;
  private static final int COUNT_SHIFT = 40;
  private static final int COUNT_MASK = (1 << 23) - 1;
  private static final long AT_MASK = (1L << COUNT_SHIFT) - 1;

  /** Returned by {@link #nextOrdinal} when there is no newer version. */
  static final int NO_ORDINAL = Integer.MAX_VALUE;

  /** By the upper bits of the block, then the middle ones: 1 + where its leaf is, or 0. */
  private long[][] root = new long[0][];

  private final RunSlab slab;
  private final long[] touchedSlots = new long[WindowWalk.BATCH_BLOCKS];

  VersionIndex(IndexMemory memory) {
    this.slab = new RunSlab(memory);
  }

  static int ordinal(long entry) {
    return (int) (entry >>> 32);
  }

  /** Position of the version among the entries of its delta. */
  static int rank(long entry) {
    return (int) entry;
  }

  /** 1 + the place of a block's leaf, or 0 if there is none. */
  private long leafOf(int block) {
    int top = block >>> (LEAF_BITS + MID_BITS);
    long[] mid = top < root.length ? root[top] : null;
    int middle = (block >>> LEAF_BITS) & MID_MASK;
    return mid == null || middle >= mid.length ? 0 : mid[middle];
  }

  private long slot(int block) {
    long leaf = leafOf(block);
    return leaf == 0 ? 0 : slab.get(leaf - 1 + (block & LEAF_MASK));
  }

  /** Place of a block's slot, which is made if it is not there. */
  private long place(int block) {
    long leaf = leafOf(block);
    if (leaf == 0) {
      long at = slab.allocate(1 << LEAF_BITS);
      slab.clear(at, 1 << LEAF_BITS);
      leaf = at + 1;
      setLeaf(block, leaf);
    }
    return leaf - 1 + (block & LEAF_MASK);
  }

  private void setLeaf(int block, long leaf) {
    int top = block >>> (LEAF_BITS + MID_BITS);
    int middle = (block >>> LEAF_BITS) & MID_MASK;
    if (top >= root.length) {
      root = Arrays.copyOf(root, top + 1);
    }
    long[] mid = root[top];
    if (mid == null || middle >= mid.length) {
      int length = Math.max(4, Integer.highestOneBit(middle) * 2);
      mid = mid == null ? new long[length] : Arrays.copyOf(mid, length);
      root[top] = mid;
    }
    mid[middle] = leaf;
  }

  private static long run(long at, int count) {
    return RUN_TAG | ((long) count << COUNT_SHIFT) | at;
  }

  private static int count(long slot) {
    return slot == 0 ? 0 : slot > 0 ? 1 : (int) (slot >>> COUNT_SHIFT) & COUNT_MASK;
  }

  private long entry(long slot, int at) {
    return slot > 0 ? slot : slab.get((slot & AT_MASK) + at);
  }

  /**
   * Reads what {@link #add}, {@link #newest} and {@link #nextOrdinal} need of some blocks, so that
   * the processor waits for the memory of many of them at once, not two or three times for each.
   *
   * @param count at most {@link WindowWalk#BATCH_BLOCKS}
   */
  void touch(int[] blocks, int count) {
    for (int i = 0; i < count; i++) {
      touchedSlots[i] = slot(blocks[i]);
    }
    long read = 0;
    for (int i = 0; i < count; i++) {
      long slot = touchedSlots[i];
      read ^= slot < 0 ? slab.get((slot & AT_MASK) + count(slot) - 1) : slot;
    }
    // Kept, so that no compiler leaves the reads out.
    touchedSlots[0] = read;
  }

  /** Number of versions of a block. */
  int versions(int block) {
    return count(slot(block));
  }

  /** Adds a version newer than all others of the block. */
  void add(int block, int ordinal, int rank) {
    long place = place(block);
    long slot = slab.get(place);
    long entry = ((long) ordinal << 32) | Integer.toUnsignedLong(rank);
    int count = count(slot);
    if (count > 0 && ordinal(entry(slot, count - 1)) >= ordinal) {
      throw new IllegalStateException(
          "expected a version newer than "
              + ordinal(entry(slot, count - 1))
              + " of block "
              + block
              + ", but found "
              + ordinal);
    }
    slab.set(place, count == 0 ? entry : appended(slot, count, entry));
  }

  private long appended(long slot, int count, long entry) {
    long at;
    if (count == 1) {
      at = slab.allocate(2);
      slab.set(at, slot);
    } else {
      at = slot & AT_MASK;
      if (Integer.bitCount(count) == 1) {
        long larger = slab.allocate(count * 2);
        slab.copy(at, larger, count);
        slab.free(at, count);
        at = larger;
      }
    }
    slab.set(at + count, entry);
    return run(at, count + 1);
  }

  /** Takes a version away; does nothing if it is not there. */
  void remove(int block, int ordinal) {
    long slot = slot(block);
    int count = count(slot);
    int at = find(slot, count, ordinal);
    if (at < 0 || ordinal(entry(slot, at)) != ordinal) {
      return;
    }
    slab.set(place(block), count == 1 ? 0 : shortened(slot, count, at));
  }

  private long shortened(long slot, int count, int removed) {
    long[] rest = new long[count - 1];
    for (int i = 0, to = 0; i < count; i++) {
      if (i != removed) {
        rest[to++] = entry(slot, i);
      }
    }
    slab.free(slot & AT_MASK, RunSlab.capacity(count));
    if (rest.length == 1) {
      return rest[0];
    }
    long at = slab.allocate(RunSlab.capacity(rest.length));
    for (int i = 0; i < rest.length; i++) {
      slab.set(at + i, rest[i]);
    }
    return run(at, rest.length);
  }

  /** The newest version at or before a layer, or 0 if there is none. */
  long newest(int block, int atOrdinal) {
    long slot = slot(block);
    if (slot >= 0) {
      return slot != 0 && ordinal(slot) <= atOrdinal ? slot : 0;
    }
    int at = find(slot, count(slot), atOrdinal);
    return at < 0 ? 0 : entry(slot, at);
  }

  /** Ordinal of the oldest version after a layer, or {@link #NO_ORDINAL}. */
  int nextOrdinal(int block, int afterOrdinal) {
    long slot = slot(block);
    int count = count(slot);
    int at = find(slot, count, afterOrdinal) + 1;
    return at < count ? ordinal(entry(slot, at)) : NO_ORDINAL;
  }

  /** Index in the run of the newest version at or before the ordinal, or -1. */
  private int find(long slot, int count, int atOrdinal) {
    int low = 0;
    int high = count - 1;
    if (count > 0 && ordinal(entry(slot, high)) <= atOrdinal) {
      return high;
    }
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (ordinal(entry(slot, middle)) <= atOrdinal) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /** The first block at or after {@code from} that has any version, or -1. */
  int nextBlock(int from) {
    int block = from;
    while (block >= 0 && block >>> (LEAF_BITS + MID_BITS) < root.length) {
      long[] mid = root[block >>> (LEAF_BITS + MID_BITS)];
      if (mid == null || ((block >>> LEAF_BITS) & MID_MASK) >= mid.length) {
        block = ((block >>> (LEAF_BITS + MID_BITS)) + 1) << (LEAF_BITS + MID_BITS);
      } else if (leafOf(block) == 0) {
        block = ((block >>> LEAF_BITS) + 1) << LEAF_BITS;
      } else if (slot(block) != 0) {
        return block;
      } else {
        block++;
      }
    }
    return -1;
  }
}
