package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.object.ByteRanges.Range;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a clean stop leaves of the local copies: the file and version of each, and which of its
 * bytes it has. They are as good as new ones for a file that has this version still.
 *
 * <p>Versions are numbers of one log. So the list names the last record that its writer wrote,
 * whose writer's id no other opening has: where the log has that record, it is the same up to
 * there. A list is used once, and is gone for good before a copy changes.
 *
 * <p>Byte for byte: docs/internals/object-store-format.md#local-copies.
 *
 * @param number the record
 * @param writer its writer
 */
record KeptCopies(long number, UUID writer, List<Copy> copies) {
  static final KeptCopies NONE = new KeptCopies(0, new UUID(0, 0), List.of());

  private static final Logger LOG = LoggerFactory.getLogger(KeptCopies.class);
  private static final String NAME = "copies.list";

  /** Most bytes of a list; a store with more copies fetches them again. */
  static final int LIST_BYTES_MAX = 64 << 20;

  private static final long MAGIC = 0x534C_434F_5059_0001L;
  private static final int HEADER_BYTES = 4 * Long.BYTES + Integer.BYTES;
  private static final int COPY_BYTES = 4 * Long.BYTES + Integer.BYTES;
  private static final int RANGE_BYTES = 2 * Long.BYTES;
  private static final int CRC_BYTES = Integer.BYTES;

  KeptCopies {
    copies = List.copyOf(copies);
  }

  /**
   * One copy.
   *
   * @param file the file it is of
   * @param version number of the record that changed the file last
   * @param number the copy's own
   * @param copyBytes length of the copy
   * @param present which bytes of the file it has
   */
  record Copy(long file, long version, long number, long copyBytes, List<Range> present) {
    Copy {
      present = List.copyOf(present);
    }
  }

  /** Reads the list of a folder, and removes it; no copies if there is none that is whole. */
  static KeptCopies take(FileAccess local, Path directory) throws IOException {
    Path list = directory.resolve(NAME);
    if (!local.exists(list)) {
      return NONE;
    }
    KeptCopies found = NONE;
    try {
      found = decode(read(local, list));
    } catch (IOException e) {
      LOG.warn("Local copies are fetched again: {}", e.getMessage());
    }
    local.delete(list);
    local.syncDirectory(directory);
    return found;
  }

  private static ByteBuffer read(FileAccess local, Path list) throws IOException {
    try (StoreFile file = local.openReadOnly(list)) {
      ByteBuffer bytes = ByteBuffer.allocate(checked(file.size()));
      file.read(0, bytes);
      return bytes.flip();
    }
  }

  /** Leaves a list in a folder, for copies that are durable but for their names. */
  void leave(FileAccess local, Path directory) throws IOException {
    ByteBuffer list = encode();
    local.syncDirectory(directory);
    try (StoreFile file = local.create(directory.resolve(NAME))) {
      file.write(0, list);
      file.sync();
    }
    local.syncDirectory(directory);
  }

  /** Whether it is of that log. */
  boolean isOf(ObjectStore objects) throws IOException {
    if (copies.isEmpty()) {
      return false;
    }
    try {
      ByteBuffer record = objects.get(StoredObject.record(number).key());
      return LogRecord.decode(number, record).writer().equals(writer);
    } catch (NoSuchObjectException _) {
      return false; // Another log, or so old that it was tidied away.
    }
  }

  private static int checked(long bytes) throws IOException {
    if (bytes > LIST_BYTES_MAX) {
      throw new IOException(
          "expected a list of at most %d bytes, but found %d".formatted(LIST_BYTES_MAX, bytes));
    }
    return (int) bytes;
  }

  private ByteBuffer encode() throws IOException {
    long ranges = copies.stream().mapToLong(copy -> copy.present().size()).sum();
    long bytes =
        HEADER_BYTES + (long) COPY_BYTES * copies.size() + RANGE_BYTES * ranges + CRC_BYTES;
    ByteBuffer out = ByteBuffer.allocate(checked(bytes));
    out.putLong(MAGIC).putLong(number);
    LogRecord.putUuid(out, writer);
    out.putInt(copies.size());
    for (Copy copy : copies) {
      out.putLong(copy.file()).putLong(copy.version());
      out.putLong(copy.number()).putLong(copy.copyBytes()).putInt(copy.present().size());
      copy.present().forEach(range -> out.putLong(range.startByte()).putLong(range.endByte()));
    }
    return LogRecord.seal(out);
  }

  private static KeptCopies decode(ByteBuffer bytes) throws IOException {
    ByteBuffer in = LogRecord.checked(NAME, MAGIC, bytes);
    try {
      long number = in.getLong();
      UUID writer = LogRecord.uuid(in);
      List<Copy> copies = new ArrayList<>();
      for (int left = in.getInt(); left > 0; left--) {
        copies.add(new Copy(in.getLong(), in.getLong(), in.getLong(), in.getLong(), present(in)));
      }
      return new KeptCopies(number, writer, copies);
    } catch (BufferUnderflowException e) {
      throw LogRecord.damaged(NAME, "an end amid it: " + e);
    }
  }

  private static List<Range> present(ByteBuffer in) {
    List<Range> ranges = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      ranges.add(new Range(in.getLong(), in.getLong()));
    }
    return ranges;
  }
}
