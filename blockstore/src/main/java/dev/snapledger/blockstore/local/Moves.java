package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Where records of one segment are now.
 *
 * <p>A locator is a record's name for ever: deltas and journals keep it, and two versions are the
 * same if their locators are. When a record is written again elsewhere, an entry here forwards its
 * name to the new place. Immutable and mapped; any thread may read. Big-endian; after a header of
 * 64 bytes (magic "SLMOVE" 00 01, segment number 4, entries 4, CRC32C of the entries 4, zeros, and
 * at 60 the CRC32C of the header) come the entries by ascending position: position / 64 in 4 bytes,
 * new locator in 8. Format: docs/internals/segment-format.md#moves.
 */
final class Moves {
  static final int HEADER_BYTES = 64;
  static final int ENTRY_BYTES = 12;
  private static final long MAGIC = 0x534C_4D4F_5645_0001L;
  private static final int BUFFER_ENTRIES = 8192;
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
    MemorySegment memory = files.map(file);
    if (memory.byteSize() < HEADER_BYTES) {
      throw damaged(file);
    }
    ByteBuffer header = memory.asSlice(0, HEADER_BYTES).asByteBuffer();
    long length = HEADER_BYTES + (long) header.getInt(12) * ENTRY_BYTES;
    if (header.getLong(0) != MAGIC
        || header.getInt(8) != segment
        || header.getInt(HEADER_BYTES - 4) != crc(header.slice(0, HEADER_BYTES - 4))
        || memory.byteSize() != length) {
      throw damaged(file);
    }
    MemorySegment entries = memory.asSlice(HEADER_BYTES);
    if (crc(entries.asByteBuffer()) != header.getInt(16)) {
      throw damaged(file);
    }
    return new Moves(entries, header.getInt(12));
  }

  private static CorruptDataException damaged(Path file) {
    return new CorruptDataException(
        "expected the moved records of a segment in " + file + ", but found damage");
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Writes a file durably: after a crash it is the old or the new one. */
  static Moves write(StoreDirectory directory, int segment, NavigableMap<Long, Long> moved)
      throws IOException {
    Path file = directory.moves(segment);
    Path temporary = file.resolveSibling(file.getFileName() + StoreDirectory.TEMPORARY);
    directory.files().delete(temporary);
    try (StoreFile open = directory.files().create(temporary)) {
      int crc = writeEntries(open, moved);
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      header.putLong(MAGIC).putInt(segment).putInt(moved.size()).putInt(crc);
      header.putInt(HEADER_BYTES - 4, crc(header.slice(0, HEADER_BYTES - 4)));
      open.write(0, header.rewind());
      open.sync();
    } catch (IOException | RuntimeException e) {
      directory.deleteQuietly(temporary);
      throw e;
    }
    directory.renameDurably(temporary, file);
    return open(directory.files(), file, segment);
  }

  private static int writeEntries(StoreFile file, NavigableMap<Long, Long> moved)
      throws IOException {
    ByteBuffer out = ByteBuffer.allocate(BUFFER_ENTRIES * ENTRY_BYTES);
    CRC32C crc = new CRC32C();
    long position = HEADER_BYTES;
    int left = moved.size();
    for (var entry : moved.entrySet()) {
      out.putInt((int) (entry.getKey() / Locator.UNIT_BYTES)).putLong(entry.getValue());
      left--;
      if (!out.hasRemaining() || left == 0) {
        out.flip();
        crc.update(out.duplicate());
        int length = out.remaining();
        file.write(position, out);
        position += length;
        out.clear();
      }
    }
    return (int) crc.getValue();
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
