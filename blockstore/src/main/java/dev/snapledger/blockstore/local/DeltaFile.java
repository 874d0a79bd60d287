package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.file.FileAccess;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/**
 * One sealed delta, mapped as memory: which blocks an image changed, and where their bytes are.
 *
 * <p>Immutable; any thread may read. Everything is checked at open, so later reads need no checks.
 * After the {@link DeltaHeader} come the block set as a portable roaring bitmap and, in the order
 * of the set, one entry per block, big-endian: locator 8, CRC32C 4, dirty mask 2, data mask 2.
 * Format: docs/internals/delta-format.md.
 */
final class DeltaFile {
  static final int ENTRY_BYTES = 16;

  /** Where an entry has its CRC32C. */
  static final int CRC_AT = 8;

  /** Where an entry has its masks, the dirty one first. */
  static final int MASKS_AT = 12;

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final DeltaHeader header;
  private final MemorySegment entries;
  private final ImmutableRoaringBitmap blocks;
  private final long newestLocator;

  private DeltaFile(DeltaHeader header, MemorySegment entries, ImmutableRoaringBitmap blocks) {
    this.header = header;
    this.entries = entries;
    this.blocks = blocks;
    this.newestLocator = newest(entries);
  }

  private static long newest(MemorySegment entries) {
    long newest = Locator.NONE;
    for (long at = 0; at < entries.byteSize(); at += ENTRY_BYTES) {
      newest = Locator.later(newest, entries.get(LONG, at));
    }
    return newest;
  }

  /**
   * Maps a delta and checks all its sections.
   *
   * @throws CorruptDataException naming the file and the section that fails
   */
  static DeltaFile open(FileAccess files, Path file) throws IOException {
    return Mapped.open(files, file, memory -> check(memory, file));
  }

  private static DeltaFile check(MemorySegment memory, Path file) {
    DeltaHeader header =
        memory.byteSize() < DeltaHeader.BYTES
            ? null
            : DeltaHeader.decode(memory.asSlice(0, DeltaHeader.BYTES).asByteBuffer());
    if (header == null) {
      throw new CorruptDataException(
          "expected the header of a delta in " + file + ", but its checksum does not match");
    }
    if (header.fileBytes() != memory.byteSize()) {
      throw new CorruptDataException(
          "expected "
              + header.fileBytes()
              + " bytes in "
              + file
              + ", but found "
              + memory.byteSize());
    }
    MemorySegment bitmap = memory.asSlice(DeltaHeader.BYTES, header.bitmapBytes());
    MemorySegment entries = memory.asSlice(header.entriesStart());
    checkSection(file, "block set", bitmap, header.bitmapCrc());
    checkSection(file, "entries", entries, header.entriesCrc());
    return new DeltaFile(header, entries, new ImmutableRoaringBitmap(bitmap.asByteBuffer()));
  }

  private static void checkSection(Path file, String name, MemorySegment section, int expected) {
    CRC32C crc = new CRC32C();
    for (long at = 0; at < section.byteSize(); at += 1 << 20) {
      crc.update(section.asSlice(at, Math.min(1 << 20, section.byteSize() - at)).asByteBuffer());
    }
    if ((int) crc.getValue() != expected) {
      throw new CorruptDataException(
          "expected CRC32C %08x over the %s of %s, but found %08x"
              .formatted(expected, name, file, (int) crc.getValue()));
    }
  }

  SealedImage image() {
    return header.image();
  }

  long fileBytes() {
    return header.fileBytes();
  }

  ImmutableRoaringBitmap blocks() {
    return blocks;
  }

  int count() {
    return (int) header.image().changedBlocks();
  }

  /** That of the record which was appended last of all its entries' records. */
  long newestLocator() {
    return newestLocator;
  }

  long locator(int rank) {
    return entries.get(LONG, (long) rank * ENTRY_BYTES);
  }

  int crc32c(int rank) {
    return entries.get(INT, (long) rank * ENTRY_BYTES + CRC_AT);
  }

  /** Both masks, read at once, for {@link #dirtyOf} and {@link #dataOf}. */
  int masks(int rank) {
    return entries.get(INT, (long) rank * ENTRY_BYTES + MASKS_AT);
  }

  static int dirtyOf(int masks) {
    return masks >>> Short.SIZE;
  }

  static int dataOf(int masks) {
    return masks & 0xFFFF;
  }

  int dirtyMask(int rank) {
    return dirtyOf(masks(rank));
  }

  int dataMask(int rank) {
    return dataOf(masks(rank));
  }

  BlockVersion version(int blockIndex, int rank) {
    return new BlockVersion(
        blockIndex, dirtyMask(rank), dataMask(rank), crc32c(rank), locator(rank));
  }

  BlockEntry entry(int blockIndex, int rank) {
    return new BlockEntry(blockIndex, dirtyMask(rank), dataMask(rank), crc32c(rank));
  }

  /** Told each entry in ascending order of blocks. */
  interface EntryVisitor {
    void visit(int blockIndex, int rank);
  }

  void forEach(EntryVisitor visitor) {
    PeekableIntIterator iterator = blocks.getIntIterator();
    for (int rank = 0; iterator.hasNext(); rank++) {
      visitor.visit(iterator.next(), rank);
    }
  }

  static void putEntry(ByteBuffer out, BlockVersion version) {
    out.putLong(version.locator())
        .putInt(version.crc32c())
        .putShort((short) version.dirtyMask())
        .putShort((short) version.dataMask());
  }
}
