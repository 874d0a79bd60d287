package dev.snapledger.cli.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The changes made to a disk between two snapshots: a function of a seed and a round, so that the
 * content of any page can be computed again instead of being kept.
 *
 * <p>Immutable; safe for many threads.
 */
final class ChangeSet {
  /** Unit of change in bytes, as everywhere in the product. */
  static final int PAGE_BYTES = 512;

  /** Longest run in pages: two blocks of 64 KiB, so that runs cross block borders. */
  static final int RUN_PAGES_MAX = 256;

  /** One run in this many is cleared instead of written. */
  private static final int CLEAR_EVERY = 8;

  /**
   * A half-open run of pages.
   *
   * @param startPage first page
   * @param endPage page after the last
   * @param cleared whether it reads as zero afterwards
   */
  record Run(long startPage, long endPage, boolean cleared) {
    long pages() {
      return endPage - startPage;
    }
  }

  private final long seed;
  private final int round;
  private final List<Run> runs;
  private final BitSet written;
  private final BitSet cleared;

  private ChangeSet(long seed, int round, List<Run> runs) {
    this.seed = seed;
    this.round = round;
    this.runs = List.copyOf(runs);
    this.written = new BitSet();
    this.cleared = new BitSet();
    for (Run run : this.runs) {
      (run.cleared() ? cleared : written).set((int) run.startPage(), (int) run.endPage());
    }
  }

  /**
   * Chooses runs that cover about {@code fraction} of the pages; never overlapping, in rising
   * order.
   *
   * @param pages number of pages to choose from, at most {@link Integer#MAX_VALUE} (1 TiB)
   * @param fraction more than 0, at most 1
   */
  static ChangeSet choose(long seed, int round, long pages, double fraction) {
    var random = new SplittableRandom(seed * 31 + round);
    long target = Math.max(1, Math.round(pages * fraction));
    var taken = new BitSet();
    var runs = new ArrayList<Run>();
    // A full disk leaves only short gaps: stop looking for room after as many failures as runs.
    for (long covered = 0, misses = 0; covered < target && misses <= runs.size() + 64L; ) {
      long start = random.nextLong(pages);
      long wanted = Math.min(random.nextLong(1, RUN_PAGES_MAX + 1L), target - covered);
      int next = taken.nextSetBit((int) start);
      long end = Math.min(Math.min(start + wanted, pages), next < 0 ? pages : next);
      if (taken.get((int) start) || end <= start) {
        misses++;
        continue;
      }
      taken.set((int) start, (int) end);
      runs.add(new Run(start, end, random.nextInt(CLEAR_EVERY) == 0));
      covered += end - start;
    }
    runs.sort(Comparator.comparingLong(Run::startPage));
    return new ChangeSet(seed, round, runs);
  }

  List<Run> runs() {
    return runs;
  }

  boolean touches(long page) {
    return written.get((int) page) || cleared.get((int) page);
  }

  boolean clears(long page) {
    return cleared.get((int) page);
  }

  /** First touched page not before {@code page}, or -1. */
  long nextTouched(long page) {
    int inWritten = written.nextSetBit((int) page);
    int inCleared = cleared.nextSetBit((int) page);
    if (inWritten < 0 || inCleared < 0) {
      return Math.max(inWritten, inCleared);
    }
    return Math.min(inWritten, inCleared);
  }

  long changedPages() {
    return written.cardinality() + (long) cleared.cardinality();
  }

  /** Puts the new content of a touched page, 512 bytes, at the buffer's position. */
  void putPage(long page, ByteBuffer into) {
    if (clears(page)) {
      into.put(new byte[PAGE_BYTES]);
      return;
    }
    into.order(ByteOrder.LITTLE_ENDIAN);
    var random = new SplittableRandom(seed ^ (page * 0x9E3779B97F4A7C15L) ^ ((long) round << 48));
    for (int i = 0; i < PAGE_BYTES / Long.BYTES; i++) {
      into.putLong(random.nextLong());
    }
  }
}
