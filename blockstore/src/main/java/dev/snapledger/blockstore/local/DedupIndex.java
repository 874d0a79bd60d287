package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.DedupScope;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.LongStream;

/**
 * Remembers, by SHA-256, where blocks were stored, as far as its memory reaches.
 *
 * <p>Only a hint: of a digest it keeps 64 bits, an entry gives way to later ones, and the record
 * may be gone; whoever uses it looks at the record. {@link HintFiles} keeps it over a restart.
 * Outside the heap, 16 bytes an entry. Any thread may call.
 */
final class DedupIndex {
  /** 16 MiB: the newest blocks of about 64 GiB. */
  static final int ENTRIES = 1 << 20;

  private static final int ENTRY_BYTES = 16;
  private static final int PROBES = 4;

  private final DedupScope scope;
  private final MemorySegment table;
  private final long mask;

  DedupIndex(DedupScope scope, int entries) {
    this.scope = scope;
    this.mask = entries - 1L;
    this.table =
        Arena.ofAuto().allocate(scope == DedupScope.NONE ? 0 : (long) entries * ENTRY_BYTES, 8);
  }

  boolean isOff() {
    return scope == DedupScope.NONE;
  }

  private long key(ChainId chain, BlockDigest digest) {
    long key = digest.firstBits();
    // Chains that share nothing get keys that share nothing.
    return scope == DedupScope.REGION
        ? key
        : key
            ^ Long.rotateLeft(chain.value().getMostSignificantBits(), 17)
            ^ chain.value().getLeastSignificantBits();
  }

  /** A locator remembered for the digest, or {@link Locator#NONE}. */
  synchronized long find(ChainId chain, BlockDigest digest) {
    if (isOff()) {
      return Locator.NONE;
    }
    long key = key(chain, digest);
    for (int probe = 0; probe < PROBES; probe++) {
      long at = at(key, probe);
      if (table.get(ValueLayout.JAVA_LONG, at) == key) {
        return table.get(ValueLayout.JAVA_LONG, at + 8);
      }
    }
    return Locator.NONE;
  }

  /** Remembers a block, in place of another if need be. */
  void put(ChainId chain, BlockDigest digest, long locator) {
    if (!isOff()) {
      put(key(chain, digest), locator);
    }
  }

  /** Remembers a block by the bits that are kept of its chain and digest. */
  synchronized void put(long key, long locator) {
    long at = at(key, (int) (key >>> 62));
    for (int probe = 0; probe < PROBES; probe++) {
      long candidate = at(key, probe);
      long present = table.get(ValueLayout.JAVA_LONG, candidate);
      boolean free = table.get(ValueLayout.JAVA_LONG, candidate + 8) == Locator.NONE;
      if (free || present == key) {
        at = candidate;
        break;
      }
    }
    table.set(ValueLayout.JAVA_LONG, at, key);
    table.set(ValueLayout.JAVA_LONG, at + 8, locator);
  }

  /** Most blocks that are remembered. */
  long entries() {
    return mask + 1;
  }

  /** Key and locator of each block that is remembered in a segment, one after the other. */
  synchronized long[] ofSegment(int segment) {
    LongStream.Builder found = LongStream.builder();
    for (long at = 0; at < table.byteSize(); at += ENTRY_BYTES) {
      long locator = table.get(ValueLayout.JAVA_LONG, at + 8);
      if (locator != Locator.NONE && Locator.segment(locator) == segment) {
        found.add(table.get(ValueLayout.JAVA_LONG, at)).add(locator);
      }
    }
    return found.build().toArray();
  }

  private long at(long key, int probe) {
    return ((key + probe) & mask) * ENTRY_BYTES;
  }
}
