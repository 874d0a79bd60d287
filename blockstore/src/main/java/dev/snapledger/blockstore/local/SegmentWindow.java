package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A stretch of a segment in memory, the records that are whole in it, and which of them are sound.
 *
 * <p>For one thread at a time: one reads and finds the records, another may check them.
 */
final class SegmentWindow {
  /** Long enough to be sequential. */
  private static final int BYTES_MAX = 4 << 20;

  /** Room for the longest record, of 65,600 bytes. */
  private static final int BYTES_MIN = 2 << 16;

  private final ByteBuffer bytes;
  private final RecordInspector inspector = new RecordInspector();
  private long start;
  private int length;
  private int[] records = new int[BYTES_MAX / (1 << 16)];
  private int count;
  private final BitSet flawed = new BitSet();

  /** Told of the places where there is no whole record. */
  @FunctionalInterface
  interface StrayVisitor {
    void visit(long position);
  }

  /** Told of a sound record. */
  @FunctionalInterface
  interface RecordVisitor {
    void visit(long position, int storedBytes, int blockCrc);
  }

  /** A window as long as reading segments of that length needs. */
  SegmentWindow(long segmentBytes) {
    this.bytes = ByteBuffer.allocateDirect(Math.clamp(segmentBytes, BYTES_MIN, BYTES_MAX));
  }

  int capacity() {
    return bytes.capacity();
  }

  /** Reads from a position on, at most up to {@code end}; less if the file is shorter. */
  void read(StoreFile file, long position, long end) throws IOException {
    start = position;
    length = 0;
    count = 0;
    bytes.clear().limit((int) Math.min(capacity(), end - position));
    length = file.read(position, bytes);
  }

  /** Whether nothing was read. */
  boolean isEmpty() {
    return length == 0;
  }

  /**
   * Finds the records, one behind the other; where there is none, at the next multiple of 64.
   *
   * @param end of the segment
   * @return where the next window starts: with a record that is cut off here, or at the end
   */
  long findRecords(long end, StrayVisitor strays) {
    boolean last = length < capacity() || start + length >= end;
    int at = start == 0 ? SegmentStore.FILE_HEADER_BYTES : 0;
    while (at + RecordHeader.BYTES <= length) {
      boolean header = inspector.hasHeader(bytes, at);
      int size = header ? RecordHeader.BYTES + RecordHeader.storedBytes(bytes, at) : 0;
      boolean whole = at + size <= length;
      if (header && whole) {
        add(at);
        at += Locator.recordBytes(size - RecordHeader.BYTES);
      } else if (header && !last) {
        return start + at;
      } else {
        strays.visit(start + at);
        at += Locator.UNIT_BYTES;
      }
    }
    return last ? end : start + at;
  }

  private void add(int at) {
    if (count == records.length) {
      records = Arrays.copyOf(records, count * 2);
    }
    records[count++] = at;
  }

  /** Compares each record with its checksums. */
  SegmentWindow check(ScrubDepth depth) {
    flawed.clear();
    for (int i = 0; i < count; i++) {
      flawed.set(i, inspector.flawOf(bytes, records[i], depth) != null);
    }
    return this;
  }

  /** Gives the checked records in order. */
  void results(RecordVisitor sound, StrayVisitor strays) {
    bytes.clear();
    for (int i = 0; i < count; i++) {
      int at = records[i];
      if (flawed.get(i)) {
        strays.visit(start + at);
      } else {
        sound.visit(
            start + at, RecordHeader.storedBytes(bytes, at), RecordHeader.blockCrc(bytes, at));
      }
    }
  }
}
