package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.file.FileAccess;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where records of one segment are now.
 *
 * <p>A locator is a record's name for ever: deltas and journals keep it, and two versions are the
 * same if their locators are. When a record is written again elsewhere, an entry here forwards its
 * name to the new place. Immutable and mapped; any thread may read. An {@link EntryFile}, magic
 * "SLMOVE" 00 01, its entries by ascending position: position / 64 in 4 bytes, new locator in 8.
 * Format: docs/internals/segment-format.md#moves.
 */
final class Moves {
  private static final int ENTRY_BYTES = 12;
  private static final EntryFile FORMAT =
      new EntryFile(0x534C_4D4F_5645_0001L, ENTRY_BYTES, "the moved records of a segment");
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final MemorySegment entries;
  private final int count;

  private Moves(MemorySegment entries, int count) {
    this.entries = entries;
    this.count = count;
  }

  /**
   * Maps and checks a file.
   *
   * @throws CorruptDataException if it is not as it was written for that segment
   */
  static Moves open(FileAccess files, Path file, int segment) throws IOException {
    MemorySegment entries = FORMAT.open(files, file, segment);
    return new Moves(entries, (int) (entries.byteSize() / ENTRY_BYTES));
  }

  /** Writes a file durably: after a crash it is the old or the new one. */
  static Moves write(StoreDirectory directory, int segment, NavigableMap<Long, Long> moved)
      throws IOException {
    Path file = directory.moves(segment);
    Iterator<Map.Entry<Long, Long>> entries = moved.entrySet().iterator();
    FORMAT.write(
        directory,
        file,
        segment,
        moved.size(),
        out -> {
          Map.Entry<Long, Long> entry = entries.next();
          out.putInt((int) (entry.getKey() / Locator.UNIT_BYTES)).putLong(entry.getValue());
        });
    return open(directory.files(), file, segment);
  }

  int count() {
    return count;
  }

  long position(int at) {
    return (long) entries.get(INT, (long) at * ENTRY_BYTES) * Locator.UNIT_BYTES;
  }

  long locator(int at) {
    return entries.get(LONG, (long) at * ENTRY_BYTES + 4);
  }

  /** The new name of the record at a position, or {@link Locator#NONE} if it was not moved. */
  long find(long position) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = position(middle);
      if (found == position) {
        return locator(middle);
      }
      if (found < position) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Locator.NONE;
  }

  /** Numbers of the segments that records were moved to. */
  Set<Integer> targets() {
    Set<Integer> targets = new TreeSet<>();
    for (int at = 0; at < count; at++) {
      targets.add(Locator.segment(locator(at)));
    }
    return targets;
  }

  void addTo(NavigableMap<Long, Long> moved) {
    for (int at = 0; at < count; at++) {
      moved.putIfAbsent(position(at), locator(at));
    }
  }
}
