package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.geometry.Geometry;
import java.util.Arrays;
import java.util.List;

/**
 * The changes between two images of a chain, in one window of its disk after the other.
 *
 * <p>All deltas between the two are read in order, each entry once. A block whose stored record is
 * the same at both ends has not changed, though it was written in between. That needs the version
 * at the older image, which is looked for only where it may be the same: a record that was appended
 * after everything the older image refers to is another one. It is also needed, for what a block
 * holds, if the older image is the end. Many versions are read from the deltas, few are looked up.
 *
 * <p>14 bytes of memory for each block of the window, and 10 more where many old versions are
 * needed. For one thread.
 */
final class DiffWindow {
  /** A look-up touches about as much memory as so many entries in a row. */
  private static final int ENTRIES_PER_LOOK_UP = 32;

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
  private int window = -1;

  private DiffWindow(ImageView from, ImageView to, List<Layer> between, List<Layer> upTo) {
    this.from = from;
    this.to = to;
    this.chain = to.layer().chain;
    this.backwards = to.layer().ordinal() < from.layer().ordinal();
    this.older = (backwards ? to : from).layer().ordinal();
    this.newestBefore = chain.newestLocator(older);
    this.changes = new WindowWalk(between);
    this.below = new WindowWalk(upTo);
    int blocks = Geometry.blocksOf(Math.max(from.sizeBytes(), to.sizeBytes()));
    int length = Math.min(WindowWalk.WINDOW_BLOCKS, blocks);
    this.touched = new long[(length + Long.SIZE - 1) / Long.SIZE];
    this.dirty = new short[length];
    this.data = new short[length];
    this.locators = new long[length];
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
      return true;
    } finally {
      chain.lock.readLock().unlock();
    }
  }

  private static int indexOf(int block) {
    return block & (WindowWalk.WINDOW_BLOCKS - 1);
  }

  private void add(Layer layer, int block, int rank) {
    int at = indexOf(block);
    long bit = 1L << at;
    boolean first = (touched[at >>> 6] & bit) == 0;
    int mask = layer.delta.dirtyMask(rank);
    touched[at >>> 6] |= bit;
    dirty[at] = (short) (first ? mask : dirty[at] | mask);
    data[at] = (short) layer.delta.dataMask(rank);
    locators[at] = layer.delta.locator(rank);
  }

  /** Whether the version at the older image may be the one at the newer. */
  private boolean maybeSame(int at) {
    return locators[at] == Locator.NONE || !Locator.isAfter(locators[at], newestBefore);
  }

  private void compareWithOlder() {
    int needed = 0;
    for (int at = nextTouched(0); at >= 0; at = nextTouched(at + 1)) {
      needed += backwards || maybeSame(at) ? 1 : 0;
    }
    if (needed == 0) {
      return;
    }
    boolean read = (long) needed * ENTRIES_PER_LOOK_UP > below.count(window, chain::holds);
    if (read) {
      readOlder();
    }
    for (int at = nextTouched(0); at >= 0; at = nextTouched(at + 1)) {
      if (backwards || maybeSame(at)) {
        compareWithOlder(at, read);
      }
    }
  }

  private void readOlder() {
    if (oldData.length == 0) {
      oldData = new short[data.length];
      oldLocators = new long[data.length];
    }
    Arrays.fill(oldData, (short) 0);
    Arrays.fill(oldLocators, Locator.NONE);
    below.take(
        window,
        chain::holds,
        (layer, block, rank) -> {
          oldData[indexOf(block)] = (short) layer.delta.dataMask(rank);
          oldLocators[indexOf(block)] = layer.delta.locator(rank);
        });
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

  private int nextTouched(int from) {
    int word = from >>> 6;
    if (word >= touched.length) {
      return -1;
    }
    long bits = touched[word] & (-1L << from);
    while (bits == 0) {
      if (++word == touched.length) {
        return -1;
      }
      bits = touched[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /** The first changed block of the window at or after another, or -1 if there is none. */
  int nextBlock(int fromBlock) {
    if (window < 0 || window == WindowWalk.END) {
      return -1;
    }
    int start = window * WindowWalk.WINDOW_BLOCKS;
    int at =
        fromBlock - start >= WindowWalk.WINDOW_BLOCKS
            ? -1
            : nextTouched(Math.max(0, fromBlock - start));
    return at < 0 ? -1 : start + at;
  }

  /** Parts of a changed block that were written or cleared. */
  int dirtyMask(int block) {
    return Short.toUnsignedInt(dirty[indexOf(block)]);
  }

  /** Parts of a changed block that hold data at the image where the diff leads. */
  int dataMask(int block) {
    return Short.toUnsignedInt(data[indexOf(block)]);
  }
}
