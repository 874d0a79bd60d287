package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.geometry.Geometry;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the changes between two images of a chain, one window of the disk after the other.
 *
 * <p>All deltas between the two are read, the newest first: the first entry of a block says what it
 * is at the newer image, the others only which parts they changed, and are not even looked at once
 * that is all of them. A block whose stored record is the same at both ends has not changed, though
 * it was written in between. That needs the version at the older image, which is looked for only
 * where it may be the same: a record that was appended after everything the older image refers to
 * is another one. It is also needed, for what a block holds, if the older image is the end. Many
 * versions are read from the deltas, few are looked up.
 *
 * <p>10 bytes of memory for each block of a window where many old versions are needed. For one
 * thread at a time.
 */
final class DiffReader {
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
  private final int diskBlocks;
  private final long entries;
  private DiffWindow window;
  private int last = -1;
  private short[] oldData = new short[0];
  private long[] oldLocators = new long[0];
  private long[] missing = new long[0];

  private DiffReader(ImageView from, ImageView to, List<Layer> between, List<Layer> upTo) {
    this.from = from;
    this.to = to;
    this.chain = to.layer().chain;
    this.backwards = to.layer().ordinal() < from.layer().ordinal();
    this.older = (backwards ? to : from).layer().ordinal();
    this.newestBefore = chain.newestLocator(older);
    this.changes = new WindowWalk(between.reversed());
    this.below = new WindowWalk(upTo.reversed());
    this.diskBlocks = Geometry.blocksOf(Math.max(from.sizeBytes(), to.sizeBytes()));
    this.entries = between.stream().mapToLong(layer -> layer.delta.count()).sum();
    this.window = new DiffWindow(0);
  }

  /** Before the first window; either image may be the older. */
  static DiffReader of(ImageView from, ImageView to) {
    Chain chain = to.layer().chain;
    int older = Math.min(from.layer().ordinal(), to.layer().ordinal());
    int newer = Math.max(from.layer().ordinal(), to.layer().ordinal());
    chain.lock.readLock().lock();
    try {
      return new DiffReader(
          from,
          to,
          List.copyOf(chain.layersBetween(older, newer)),
          List.copyOf(chain.layersBetween(0, older)));
    } finally {
      chain.lock.readLock().unlock();
    }
  }

  /** A window to be filled, at its end until then. */
  DiffWindow newWindow() {
    return new DiffWindow(diskBlocks);
  }

  /** Entries to be read for a window, on average. */
  long entriesPerWindow() {
    return entries / Math.ceilDiv(diskBlocks, WindowWalk.WINDOW_BLOCKS);
  }

  /** Fills in the next window with changes; false if there is none. */
  boolean read(DiffWindow into) {
    chain.lock.readLock().lock();
    try {
      // Under the lock, so that no layer between the two can go: both ends are live.
      from.checkLive();
      to.checkLive();
      last = changes.next(last + 1, chain::holds);
      if (last == WindowWalk.END) {
        return false;
      }
      window = into;
      window.clear(last);
      changes.take(last, chain::holds, this::add);
      compareWithOlder();
      window.rewind();
      return true;
    } finally {
      chain.lock.readLock().unlock();
    }
  }

  private void add(Layer layer, int[] blocks, int count, int firstRank) {
    DeltaFile delta = layer.delta;
    DiffWindow in = window;
    for (int i = 0; i < count; i++) {
      int at = DiffWindow.indexOf(blocks[i]);
      long bit = 1L << at;
      if ((in.touched[at >>> 6] & bit) == 0) {
        in.touched[at >>> 6] |= bit;
        int masks = delta.masks(firstRank + i);
        in.dirty[at] = (short) DeltaFile.dirtyOf(masks);
        in.data[at] = (short) DeltaFile.dataOf(masks);
        in.locators[at] = delta.locator(firstRank + i);
      } else if (in.dirty[at] != ALL_DIRTY) {
        in.dirty[at] |= (short) delta.dirtyMask(firstRank + i);
      }
    }
  }

  /** Whether the version at the older image is needed. */
  private boolean isNeeded(int at) {
    long locator = window.locators[at];
    return backwards || locator == Locator.NONE || !Locator.isAfter(locator, newestBefore);
  }

  private void compareWithOlder() {
    int needed = 0;
    for (window.rewind(); window.next(); ) {
      needed += isNeeded(window.current()) ? 1 : 0;
    }
    if (needed == 0) {
      return;
    }
    boolean read = (long) needed * ENTRIES_PER_LOOK_UP > below.count(last, chain::holds);
    if (read) {
      readOlder();
    }
    for (window.rewind(); window.next(); ) {
      if (isNeeded(window.current())) {
        compareWithOlder(window.current(), read);
      }
    }
  }

  private void readOlder() {
    if (oldData.length == 0) {
      oldData = new short[window.data.length];
      oldLocators = new long[window.data.length];
      missing = new long[window.touched.length];
    }
    Arrays.fill(oldData, (short) 0);
    Arrays.fill(oldLocators, Locator.NONE);
    System.arraycopy(window.touched, 0, missing, 0, missing.length);
    below.take(last, chain::holds, this::addOlder);
  }

  /** The first version that is found of a touched block is the newest at the older image. */
  private void addOlder(Layer layer, int[] blocks, int count, int firstRank) {
    for (int i = 0; i < count; i++) {
      int at = DiffWindow.indexOf(blocks[i]);
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
      BlockVersion version = chain.versionLocked(window.blockOf(at), older);
      locator = version.locator();
      mask = version.dataMask();
    }
    if (locator == window.locators[at]) {
      window.untouch(at);
    } else if (backwards) {
      window.data[at] = (short) mask;
    }
  }
}
