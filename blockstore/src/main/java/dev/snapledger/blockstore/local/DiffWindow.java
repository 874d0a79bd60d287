package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.geometry.Geometry;
import java.util.Arrays;
import java.util.List;

/**
 * The changes between two images of a chain, in one window of its disk after the other.
 *
 * <p>All deltas between the two are read, the newest first: the first entry of a block says what it
 * is at the newer image, the others only which parts they changed, and are not even looked at once
 * that is all of them. A block whose stored record is the same at both ends has not changed, though
 * it was written in between. That needs the version at the older image, which is looked for only
 * where it may be the same: a record that was appended after everything the older image refers to
 * is another one. It is also needed, for what a block holds, if the older image is the end. Many
 * versions are read from the deltas, few are looked up.
 *
 * <p>12 bytes of memory for each block of the window, and 10 more where many old versions are
 * needed. For one thread.
 */
final class DiffWindow {
  /** A look-up touches about as much memory as so many entries in a row. */
  private static final int ENTRIES_PER_LOOK_UP = 32;

  private static final short ALL_DIRTY = (short) Geometry.ALL_PARTS;

  private final ImageView from;
  private final ImageView to;
  private final Chain chain;
  private final int older;
  private final boolean backwards;
  private final long newestBefore;
  private final WindowWalk changes;
  private final WindowWalk below;

  private final long[] touched;
  private final short[] dirty;
  private final short[] data;
  private final long[] locators;
  private short[] oldData = new short[0];
  private long[] oldLocators = new long[0];
  private long[] missing = new long[0];
  private int window = -1;

  /** Where the list of changed blocks is: in which word, what is left of it, the block in hand. */
  private int word;

  private long left;
  private int current;

  private DiffWindow(ImageView from, ImageView to, List<Layer> between, List<Layer> upTo) {
    this.from = from;
    this.to = to;
    this.chain = to.layer().chain;
    this.backwards = to.layer().ordinal() < from.layer().ordinal();
    this.older = (backwards ? to : from).layer().ordinal();
    this.newestBefore = chain.newestLocator(older);
    this.changes = new WindowWalk(between.reversed());
    this.below = new WindowWalk(upTo.reversed());
    int blocks = Geometry.blocksOf(Math.max(from.sizeBytes(), to.sizeBytes()));
    int length = Math.min(WindowWalk.WINDOW_BLOCKS, blocks);
    this.touched = new long[(length + Long.SIZE - 1) / Long.SIZE];
    this.dirty = new short[length];
    this.data = new short[length];
    this.locators = new long[length];
    this.word = touched.length;
  }

  /** Before the first window; either image may be the older. */
  static DiffWindow of(ImageView from, ImageView to) {
    Chain chain = to.layer().chain;
    int older = Math.min(from.layer().ordinal(), to.layer().ordinal());
    int newer = Math.max(from.layer().ordinal(), to.layer().ordinal());
    chain.lock.readLock().lock();
    try {
      return new DiffWindow(
          from,
          to,
          List.copyOf(chain.layersBetween(older, newer)),
          List.copyOf(chain.layersBetween(0, older)));
    } finally {
      chain.lock.readLock().unlock();
    }
  }

  /** Goes to the next window with changes; false if there is none. */
  boolean advance() {
    chain.lock.readLock().lock();
    try {
      // Under the lock, so that no layer between the two can go: both ends are live.
      from.checkLive();
      to.checkLive();
      window = changes.next(window + 1, chain::holds);
      if (window == WindowWalk.END) {
        return false;
      }
      Arrays.fill(touched, 0);
      changes.take(window, chain::holds, this::add);
      compareWithOlder();
      rewind();
      return true;
    } finally {
      chain.lock.readLock().unlock();
    }
  }

  private static int indexOf(int block) {
    return block & (WindowWalk.WINDOW_BLOCKS - 1);
  }

  private void add(Layer layer, int[] blocks, int count, int firstRank) {
    DeltaFile delta = layer.delta;
    for (int i = 0; i < count; i++) {
      int at = indexOf(blocks[i]);
      long bit = 1L << at;
      if ((touched[at >>> 6] & bit) == 0) {
        touched[at >>> 6] |= bit;
        int masks = delta.masks(firstRank + i);
        dirty[at] = (short) DeltaFile.dirtyOf(masks);
        data[at] = (short) DeltaFile.dataOf(masks);
        locators[at] = delta.locator(firstRank + i);
      } else if (dirty[at] != ALL_DIRTY) {
        dirty[at] |= (short) delta.dirtyMask(firstRank + i);
      }
    }
  }

  /** Whether the version at the older image may be the one at the newer. */
  private boolean maybeSame(int at) {
    return locators[at] == Locator.NONE || !Locator.isAfter(locators[at], newestBefore);
  }

  private void compareWithOlder() {
    int needed = 0;
    for (rewind(); next(); ) {
      needed += backwards || maybeSame(current) ? 1 : 0;
    }
    if (needed == 0) {
      return;
    }
    boolean read = (long) needed * ENTRIES_PER_LOOK_UP > below.count(window, chain::holds);
    if (read) {
      readOlder();
    }
    for (rewind(); next(); ) {
      if (backwards || maybeSame(current)) {
        compareWithOlder(current, read);
      }
    }
  }

  private void readOlder() {
    if (oldData.length == 0) {
      oldData = new short[data.length];
      oldLocators = new long[data.length];
      missing = new long[touched.length];
    }
    Arrays.fill(oldData, (short) 0);
    Arrays.fill(oldLocators, Locator.NONE);
    System.arraycopy(touched, 0, missing, 0, touched.length);
    below.take(window, chain::holds, this::addOlder);
  }

  /** The first version that is found of a touched block is the newest at the older image. */
  private void addOlder(Layer layer, int[] blocks, int count, int firstRank) {
    for (int i = 0; i < count; i++) {
      int at = indexOf(blocks[i]);
      long bit = 1L << at;
      if ((missing[at >>> 6] & bit) != 0) {
        missing[at >>> 6] &= ~bit;
        oldData[at] = (short) layer.delta.dataMask(firstRank + i);
        oldLocators[at] = layer.delta.locator(firstRank + i);
      }
    }
  }

  private void compareWithOlder(int at, boolean read) {
    long locator;
    int mask;
    if (read) {
      locator = oldLocators[at];
      mask = oldData[at];
    } else {
      BlockVersion version = chain.versionLocked(blockOf(at), older);
      locator = version.locator();
      mask = version.dataMask();
    }
    if (locator == locators[at]) {
      touched[at >>> 6] &= ~(1L << at);
    } else if (backwards) {
      data[at] = (short) mask;
    }
  }

  private int blockOf(int at) {
    return window * WindowWalk.WINDOW_BLOCKS + at;
  }

  private void rewind() {
    word = -1;
    left = 0;
  }

  /** Goes to the next changed block of the window, ascending; false if there is none. */
  boolean next() {
    if (left == 0) {
      do {
        word++;
        if (word >= touched.length) {
          return false;
        }
        left = touched[word];
      } while (left == 0);
    }
    current = (word << 6) + Long.numberOfTrailingZeros(left);
    left &= left - 1;
    return true;
  }

  int blockIndex() {
    return blockOf(current);
  }

  /** Parts of the block that were written or cleared. */
  int dirtyMask() {
    return Short.toUnsignedInt(dirty[current]);
  }

  /** Parts of the block that hold data at the image where the diff leads. */
  int dataMask() {
    return Short.toUnsignedInt(data[current]);
  }
}
