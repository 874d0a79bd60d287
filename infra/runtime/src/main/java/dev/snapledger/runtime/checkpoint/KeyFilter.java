package dev.snapledger.runtime.checkpoint;

import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.runtime.partition.ReplyKey;

/**
 * A Bloom filter in blocks of one cache line: says of a key either that it was never added, or that
 * it may have been. Takes {@link #BITS_PER_KEY} bits a key. For one thread at a time.
 */
final class KeyFilter {
  static final int BITS_PER_KEY = 16;
  private static final int WORDS_PER_BLOCK = 8;
  private static final int BITS_PER_BLOCK = WORDS_PER_BLOCK * Long.SIZE;

  /** Bits of a block that a key sets; each takes 9 bits of its hash. */
  private static final int PROBES = 5;

  private static final int PROBE_BITS = 9;

  private final long[] words;
  private final int blocks;
  private final int capacity;
  private int added;

  /**
   * An empty filter.
   *
   * @param keys number of keys up to which few are mistaken for added ones
   */
  KeyFilter(int keys) {
    long wanted = (long) keys * BITS_PER_KEY / BITS_PER_BLOCK;
    this.blocks = (int) Math.min(1 << 24, Math.max(1, wanted));
    this.words = new long[blocks * WORDS_PER_BLOCK];
    this.capacity = keys;
  }

  static long hashOf(EntityKey key) {
    return mixed(key.hashCode() * 31L + 1);
  }

  static long hashOf(ReplyKey key) {
    return mixed(
        key.commandHigh()
            ^ mixed(key.commandLow() ^ mixed(key.ownerHigh() ^ mixed(key.ownerLow()))));
  }

  /** The finalizer of MurmurHash3, by Austin Appleby, in the public domain. */
  private static long mixed(long value) {
    long hash = value;
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /** Adds a key; one that may be there already, as an entity that changed again, does not count. */
  void add(long hash) {
    if (mayContain(hash)) {
      return;
    }
    int block = blockOf(hash);
    long rest = hash;
    for (int probe = 0; probe < PROBES; probe++) {
      words[block + (int) ((rest >>> 6) & 7)] |= 1L << (rest & 63);
      rest >>>= PROBE_BITS;
    }
    added++;
  }

  boolean mayContain(long hash) {
    int block = blockOf(hash);
    long rest = hash;
    for (int probe = 0; probe < PROBES; probe++) {
      if ((words[block + (int) ((rest >>> 6) & 7)] & (1L << (rest & 63))) == 0) {
        return false;
      }
      rest >>>= PROBE_BITS;
    }
    return true;
  }

  /** The upper 32 bits choose the block, lower ones the bits in it. */
  private int blockOf(long hash) {
    return (int) (((hash >>> 32) * blocks) >>> 32) * WORDS_PER_BLOCK;
  }

  /** Whether more keys were added than it was made for. */
  boolean isFull() {
    return added > capacity;
  }
}
