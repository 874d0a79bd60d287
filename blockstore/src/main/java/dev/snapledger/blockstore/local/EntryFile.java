package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Files about one data segment: a header, then entries of one length. Big-endian. The header has 64
 * bytes: magic 8, segment number 4, entries 4, CRC32C of the entries 4, zeros, and at 60 the CRC32C
 * of what is before it.
 *
 * @param magic first bytes of such a file
 * @param entryBytes length of an entry
 * @param content what it tells, for people
 */
record EntryFile(long magic, int entryBytes, String content) {
  static final int HEADER_BYTES = 64;
  private static final int BUFFER_ENTRIES = 8192;

  /**
   * Maps and checks a file.
   *
   * @return its entries
   * @throws CorruptDataException if it is not as it was written for that segment
   */
  MemorySegment open(FileAccess files, Path file, int segment) throws IOException {
    return Mapped.open(files, file, memory -> check(memory, file, segment));
  }

  private MemorySegment check(MemorySegment memory, Path file, int segment) {
    if (memory.byteSize() < HEADER_BYTES) {
      throw damaged(file);
    }
    ByteBuffer header = memory.asSlice(0, HEADER_BYTES).asByteBuffer();
    long length = HEADER_BYTES + (long) header.getInt(12) * entryBytes;
    if (header.getLong(0) != magic
        || header.getInt(8) != segment
        || header.getInt(HEADER_BYTES - 4) != crc(header.slice(0, HEADER_BYTES - 4))
        || memory.byteSize() != length) {
      throw damaged(file);
    }
    MemorySegment entries = memory.asSlice(HEADER_BYTES);
    if (crc(entries.asByteBuffer()) != header.getInt(16)) {
      throw damaged(file);
    }
    return entries;
  }

  private CorruptDataException damaged(Path file) {
    return new CorruptDataException("expected " + content + " in " + file + ", but found damage");
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /**
   * Writes a file durably: after a crash it is the old or the new one.
   *
   * @param count entries that follow
   * @param entry puts the next entry
   */
  void write(
      StoreDirectory directory, Path file, int segment, int count, Consumer<ByteBuffer> entry)
      throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + StoreDirectory.TEMPORARY);
    directory.files().delete(temporary);
    try (StoreFile open = directory.files().create(temporary)) {
      int crc = writeEntries(open, count, entry);
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      header.putLong(magic).putInt(segment).putInt(count).putInt(crc);
      header.putInt(HEADER_BYTES - 4, crc(header.slice(0, HEADER_BYTES - 4)));
      open.write(0, header.rewind());
      open.sync();
    } catch (IOException | RuntimeException e) {
      directory.deleteQuietly(temporary);
      throw e;
    }
    directory.renameDurably(temporary, file);
  }

  private int writeEntries(StoreFile file, int count, Consumer<ByteBuffer> entry)
      throws IOException {
    ByteBuffer out = ByteBuffer.allocate(Math.min(count, BUFFER_ENTRIES) * entryBytes);
    CRC32C crc = new CRC32C();
    long position = HEADER_BYTES;
    for (int left = count - 1; left >= 0; left--) {
      entry.accept(out);
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
}
