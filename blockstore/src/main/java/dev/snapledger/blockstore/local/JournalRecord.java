package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The 64-byte records of a head journal, big-endian.
 *
 * <pre>
 *          header (first)   entry          commit             acknowledgement
 *  0  4    "SLJH"           "SLJE"         "SLJC"             "SLJA"
 *  4  4    version 1        block          entries in batch   0
 *  8  8    owner id         locator        batch's start      own position
 * 16  4    owner id         CRC32C         CRC32C of entries  0
 * 20  4    owner id         dirty, data    0                  0
 * 24 32    sequence, 0      SHA-256        0                  0
 * 56  4    0                0              0                  0
 * 60  4    CRC32C of the record's position (8 bytes) and its bytes 0 to 59
 * </pre>
 */
final class JournalRecord {
  static final int BYTES = 64;
  private static final int HEADER = 0x534C_4A48;
  private static final int ENTRY = 0x534C_4A45;
  private static final int COMMIT = 0x534C_4A43;
  private static final int ACKNOWLEDGEMENT = 0x534C_4A41;
  private static final int VERSION = 1;

  private JournalRecord() {}

  static ByteBuffer header(UUID owner, int ordinal) {
    ByteBuffer out = ByteBuffer.allocate(BYTES).putInt(HEADER).putInt(VERSION);
    out.putLong(owner.getMostSignificantBits()).putLong(owner.getLeastSignificantBits());
    return signed(out.putLong(ordinal), 0);
  }

  static ByteBuffer entry(HeadRow row, long position) {
    BlockVersion version = row.version();
    ByteBuffer out = ByteBuffer.allocate(BYTES).putInt(ENTRY).putInt(version.blockIndex());
    out.putLong(version.locator()).putInt(version.crc32c());
    out.putShort((short) version.dirtyMask()).putShort((short) version.dataMask());
    return signed(out.put(row.digest().toBytes()), position);
  }

  static ByteBuffer commit(long batchStart, int count, int batchCrc, long position) {
    ByteBuffer out = ByteBuffer.allocate(BYTES).putInt(COMMIT).putInt(count);
    return signed(out.putLong(batchStart).putInt(batchCrc), position);
  }

  static ByteBuffer acknowledgement(long position) {
    return signed(
        ByteBuffer.allocate(BYTES).putInt(ACKNOWLEDGEMENT).putInt(0).putLong(position), position);
  }

  private static ByteBuffer signed(ByteBuffer out, long position) {
    return out.putInt(BYTES - 4, crc(out, position)).rewind();
  }

  private static int crc(ByteBuffer record, long position) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(8).putLong(position).rewind());
    crc.update(record.slice(0, BYTES - 4));
    return (int) crc.getValue();
  }

  /** Reads records of a journal that may be damaged anywhere. */
  static final class Reader {
    private static final int WINDOW_BYTES = 1024 * BYTES;
    private final StoreFile file;
    private final long length;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
    private long windowStart = -1;

    Reader(StoreFile file, long length) {
      this.file = file;
      this.length = length;
    }

    boolean isHeader(UUID owner, int ordinal) throws IOException {
      ByteBuffer expected = header(owner, ordinal);
      ByteBuffer found = record(0);
      return found != null && found.equals(expected);
    }

    /**
     * Checks one batch and passes the acknowledgement after it, if there is one.
     *
     * @return where the next batch starts, or -1 if this one is damaged or unfinished
     */
    long endOf(long start) throws IOException {
      CRC32C batchCrc = new CRC32C();
      int rows = 0;
      for (long at = start; at < length; at += BYTES) {
        ByteBuffer record = record(at);
        if (record == null) {
          return -1;
        }
        if (record.getInt(0) == COMMIT) {
          boolean whole =
              record.getLong(8) == start
                  && record.getInt(4) == rows
                  && record.getInt(16) == (int) batchCrc.getValue();
          return !whole ? -1 : isAcknowledgement(at + BYTES) ? at + 2 * BYTES : at + BYTES;
        }
        if (record.getInt(0) != ENTRY) {
          return -1;
        }
        batchCrc.update(record.duplicate());
        rows++;
      }
      return -1;
    }

    /** Gives the rows of a checked batch, one by one: it may be larger than memory. */
    void rows(long start, Consumer<HeadRow> rows) throws IOException {
      for (long at = start; ; at += BYTES) {
        ByteBuffer record = record(at);
        if (record == null) {
          throw new IOException("expected the record checked at " + at + ", but it has changed");
        }
        if (record.getInt(0) == COMMIT) {
          return;
        }
        rows.accept(row(record));
      }
    }

    /** First acknowledgement after a position, or -1. */
    long findAcknowledgement(long from) throws IOException {
      for (long at = from + BYTES; at < length; at += BYTES) {
        if (isAcknowledgement(at)) {
          return at;
        }
      }
      return -1;
    }

    private boolean isAcknowledgement(long at) throws IOException {
      ByteBuffer record = record(at);
      return record != null && record.getInt(0) == ACKNOWLEDGEMENT && record.getLong(8) == at;
    }

    private @Nullable ByteBuffer record(long at) throws IOException {
      if (at + BYTES > length) {
        return null;
      }
      if (windowStart < 0 || at < windowStart || at + BYTES > windowStart + window.limit()) {
        window.clear();
        file.read(at, window);
        window.flip();
        windowStart = at;
      }
      ByteBuffer record = window.slice((int) (at - windowStart), BYTES);
      return record.getInt(BYTES - 4) == crc(record, at) ? record : null;
    }

    private static HeadRow row(ByteBuffer record) {
      byte[] digest = new byte[BlockDigest.BYTES];
      record.get(24, digest);
      BlockVersion version =
          new BlockVersion(
              record.getInt(4),
              Short.toUnsignedInt(record.getShort(20)),
              Short.toUnsignedInt(record.getShort(22)),
              record.getInt(16),
              record.getLong(8));
      return new HeadRow(version, BlockDigest.of(digest));
    }
  }
}
