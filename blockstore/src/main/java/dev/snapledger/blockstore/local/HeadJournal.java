package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.NoSpaceException;
import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The durable form of a {@link HeadTable}: batches of rows, each ended by a commit record.
 *
 * <p>After a batch is synced an acknowledgement record is written, not synced. At open, a damaged
 * record with an acknowledgement behind it was once durable, so it is corruption; without one it is
 * the tail of a batch that a crash cut off, and is dropped. Format: docs/internals/head-journal.md.
 */
final class HeadJournal implements AutoCloseable {
  private final FileAccess files;
  private final Path path;
  private final UUID owner;
  private final int ordinal;
  private @Nullable StoreFile file;
  private long endByte = JournalRecord.BYTES;
  private boolean nameUnsynced;

  /** Journal of an owner (volume or uploaded image) for the image with that sequence. */
  HeadJournal(FileAccess files, Path path, UUID owner, int ordinal) {
    this.files = files;
    this.path = path;
    this.owner = owner;
    this.ordinal = ordinal;
  }

  Path path() {
    return path;
  }

  long endByte() {
    return file == null ? 0 : endByte;
  }

  /**
   * Reads the journal, if there is one, and makes ready to append after its last whole batch.
   *
   * @throws CorruptDataException if rows once durable cannot be read
   */
  void replay(Consumer<HeadRow> rows) throws IOException {
    if (!files.exists(path)) {
      return;
    }
    StoreFile open = files.open(path);
    try {
      replay(open, rows);
    } catch (IOException | RuntimeException e) {
      file = null;
      open.close();
      throw e;
    }
  }

  private void replay(StoreFile open, Consumer<HeadRow> rows) throws IOException {
    long length = open.size() / JournalRecord.BYTES * JournalRecord.BYTES;
    JournalRecord.Reader reader = new JournalRecord.Reader(open, length);
    if (!reader.isHeader(owner, ordinal)) {
      refuseIfAcknowledged(reader, 0);
      open.close();
      files.delete(path);
      return;
    }
    file = open;
    endByte = JournalRecord.BYTES;
    while (endByte < length) {
      long next = reader.endOf(endByte);
      if (next < 0) {
        refuseIfAcknowledged(reader, endByte);
        break;
      }
      reader.rows(endByte, rows);
      endByte = next;
    }
    open.resize(endByte);
  }

  private void refuseIfAcknowledged(JournalRecord.Reader reader, long from) throws IOException {
    long acknowledgement = reader.findAcknowledgement(from);
    if (acknowledgement >= 0) {
      throw new CorruptDataException(
          "expected whole batches up to "
              + acknowledgement
              + " in "
              + path
              + ", but found a damaged one at "
              + from);
    }
  }

  /** Appends a batch and makes it durable. A failed write leaves the journal as it was. */
  void append(Iterable<HeadRow> rows) throws IOException {
    StoreFile open = file;
    if (open == null) {
      open = createFile(path);
      file = open;
      endByte = JournalRecord.BYTES;
      nameUnsynced = true;
    }
    long end = writeBatch(open, endByte, rows);
    makeDurable(open);
    acknowledge(open, end);
  }

  /**
   * Whatever a failed sync says, also that space is missing, only a new open knows what is left.
   */
  private void makeDurable(StoreFile open) throws IOException {
    try {
      open.sync();
      if (nameUnsynced) {
        files.syncDirectory(StoreDirectory.parentOf(path));
        nameUnsynced = false;
      }
    } catch (NoSpaceException e) {
      throw new IOException("syncing " + path + " failed: " + e.getMessage(), e);
    }
  }

  private StoreFile createFile(Path target) throws IOException {
    files.delete(target);
    StoreFile created = files.create(target);
    try {
      created.write(0, JournalRecord.header(owner, ordinal));
      return created;
    } catch (IOException e) {
      created.close();
      throw e;
    }
  }

  private static long writeBatch(StoreFile open, long start, Iterable<HeadRow> rows)
      throws IOException {
    ByteBuffer out = ByteBuffer.allocate(1024 * JournalRecord.BYTES);
    CRC32C batchCrc = new CRC32C();
    long position = start;
    int count = 0;
    for (HeadRow row : rows) {
      if (!out.hasRemaining()) {
        position = drain(open, position, out);
      }
      ByteBuffer record = JournalRecord.entry(row, position + out.position());
      batchCrc.update(record.duplicate());
      out.put(record);
      count++;
    }
    if (!out.hasRemaining()) {
      position = drain(open, position, out);
    }
    out.put(
        JournalRecord.commit(start, count, (int) batchCrc.getValue(), position + out.position()));
    return drain(open, position, out);
  }

  private static long drain(StoreFile open, long position, ByteBuffer out) throws IOException {
    out.flip();
    int length = out.remaining();
    open.write(position, out);
    out.clear();
    return position + length;
  }

  private void acknowledge(StoreFile open, long end) {
    endByte = end;
    try {
      open.write(end, JournalRecord.acknowledgement(end));
      endByte = end + JournalRecord.BYTES;
    } catch (IOException _) {
      // The batch is durable without it; the next batch takes this place.
    }
  }

  /** Writes the journal anew with just these rows, in place of a long one. */
  void rewrite(Iterable<HeadRow> rows) throws IOException {
    Path temporary = path.resolveSibling(path.getFileName() + StoreDirectory.TEMPORARY);
    StoreFile replacement = createFile(temporary);
    long end;
    try {
      end = writeBatch(replacement, JournalRecord.BYTES, rows);
      replacement.sync();
      StoreDirectory.renameDurably(files, temporary, path);
    } catch (IOException e) {
      replacement.close();
      files.delete(temporary);
      throw e;
    }
    close();
    file = replacement;
    nameUnsynced = false;
    acknowledge(replacement, end);
  }

  /** Closes and removes the file; what is in it is in a delta now, or no longer wanted. */
  void remove() throws IOException {
    close();
    files.delete(path);
  }

  /** Like {@link #remove}, and certain not to come back. */
  void removeDurably() throws IOException {
    remove();
    files.syncDirectory(StoreDirectory.parentOf(path));
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
