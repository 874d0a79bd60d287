package dev.snapledger.blockstore.local;

import java.util.Arrays;

/**
 * The changed blocks of one window of a disk, with their masks: what {@link DiffReader} fills and
 * {@link DiffWalk} goes through.
 *
 * <p>12 bytes of memory for each block of the window. For one thread at a time.
 */
final class DiffWindow {
  /** Which blocks have changed, as far as is known. */
  final long[] touched;

  /** By block of the window: valid where it is touched. */
  final short[] dirty;

  final short[] data;
  final long[] locators;
  int number = -1;

  /** Where the list of changed blocks is: in which word, what is left of it, the block in hand. */
  private int word;

  private long left;
  private int current;

  /** An empty window, at its end, of a disk of that many blocks. */
  DiffWindow(int diskBlocks) {
    int length = Math.min(WindowWalk.WINDOW_BLOCKS, diskBlocks);
    this.touched = new long[(length + Long.SIZE - 1) / Long.SIZE];
    this.dirty = new short[length];
    this.data = new short[length];
    this.locators = new long[length];
    this.word = touched.length;
  }

  static int indexOf(int block) {
    return block & (WindowWalk.WINDOW_BLOCKS - 1);
  }

  int blockOf(int at) {
    return number * WindowWalk.WINDOW_BLOCKS + at;
  }

  /** Begins anew, without a block. */
  void clear(int newNumber) {
    number = newNumber;
    Arrays.fill(touched, 0);
    rewind();
  }

  void untouch(int at) {
    touched[at >>> 6] &= ~(1L << at);
  }

  /** Goes before the first block. */
  void rewind() {
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

  /** Index in the window of the block in hand. */
  int current() {
    return current;
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
