package dev.snapledger.runtime.checkpoint;

import dev.snapledger.projections.rocks.RocksSettings;
import dev.snapledger.projections.rocks.RocksSettings.Merging;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database under the checkpoints; any thread, also while another one closes it. */
final class CheckpointDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointDatabase.class);
  private static final long BLOCK_CACHE_BYTES = 32L << 20;
  private static final long WRITE_BUFFERS_BYTES = 64L << 20;

  private final RocksSettings settings;
  private final RocksDB db;
  private final Access access;
  private final WriteOptions writeOptions = new WriteOptions();
  private final ReadWriteLock gate = new ReentrantReadWriteLock();
  private volatile boolean closing;
  private boolean closed;

  /** What a database is opened for. */
  private enum Access {
    READ,
    WRITE
  }

  private CheckpointDatabase(RocksSettings settings, RocksDB db, Access access) {
    this.settings = settings;
    this.db = db;
    this.access = access;
  }

  /** Opens it; damaged files, and those of another version, are replaced by an empty database. */
  static CheckpointDatabase open(Path directory) {
    RocksDB.loadLibrary();
    try {
      Files.createDirectories(directory);
      try {
        return openChecked(directory, Access.WRITE);
      } catch (RocksDBException e) {
        if (isInUse(e)) {
          throw new CheckpointFault(
              "expected the checkpoints in %s to be free, but %s"
                  .formatted(directory, e.getMessage()),
              e);
        }
        LOG.warn("Discarding the checkpoints in {}: {}", directory, e.getMessage());
        deleteFiles(directory);
        return openChecked(directory, Access.WRITE);
      }
    } catch (IOException | RocksDBException e) {
      throw new CheckpointFault(
          "expected to open the checkpoints in %s, but %s".formatted(directory, e.getMessage()), e);
    }
  }

  /** Opens what is there as it is. */
  static CheckpointDatabase openForReading(Path directory) {
    RocksDB.loadLibrary();
    try {
      return openChecked(directory, Access.READ);
    } catch (RocksDBException e) {
      throw new CheckpointFault(
          "expected to read the checkpoints in %s, but %s".formatted(directory, e.getMessage()), e);
    }
  }

  private static CheckpointDatabase openChecked(Path directory, Access access)
      throws RocksDBException {
    RocksSettings settings =
        new RocksSettings(BLOCK_CACHE_BYTES, WRITE_BUFFERS_BYTES, Merging.RUNS);
    CheckpointDatabase database;
    try {
      RocksDB db =
          switch (access) {
            case READ -> RocksDB.openReadOnly(settings.options(), directory.toString());
            case WRITE -> RocksDB.open(settings.options(), directory.toString());
          };
      database = new CheckpointDatabase(settings, db, access);
    } catch (RocksDBException e) {
      settings.close();
      throw e;
    }
    try {
      database.checkFormat();
    } catch (RocksDBException e) {
      database.close();
      throw e;
    }
    return database;
  }

  private void checkFormat() throws RocksDBException {
    byte[] version =
        ByteBuffer.allocate(Integer.BYTES).putInt(RocksCheckpointStore.FORMAT_VERSION).array();
    byte[] found = db.get(CheckpointKeys.format());
    if (found == null) {
      db.put(CheckpointKeys.format(), version);
    } else if (!Arrays.equals(found, version)) {
      throw new RocksDBException(
          "expected format %d, but found %s"
              .formatted(RocksCheckpointStore.FORMAT_VERSION, Arrays.toString(found)));
    }
  }

  /** RocksDB has no code of its own for this. */
  private static boolean isInUse(RocksDBException e) {
    return String.valueOf(e.getMessage()).contains("lock");
  }

  private static void deleteFiles(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  byte @Nullable [] get(byte[] key) throws RocksDBException {
    enter();
    try {
      return db.get(key);
    } finally {
      gate.readLock().unlock();
    }
  }

  void write(WriteBatch writes) throws RocksDBException {
    enter();
    try {
      db.write(writeOptions, writes);
    } finally {
      gate.readLock().unlock();
    }
  }

  /** Gives the rows from {@code from} to {@code to}, excluded, by rising key. */
  void scan(byte[] from, byte[] to, BiConsumer<byte[], byte[]> visitor) throws RocksDBException {
    enter();
    try (Slice end = new Slice(to);
        ReadOptions options = new ReadOptions().setIterateUpperBound(end);
        RocksIterator rows = db.newIterator(options)) {
      for (rows.seek(from); rows.isValid(); rows.next()) {
        visitor.accept(rows.key(), rows.value());
      }
      rows.status();
    } finally {
      gate.readLock().unlock();
    }
  }

  /**
   * Gives the keys from {@code from} to {@code to}, excluded, and stops early when this is closed.
   * Other readers keep what they have in the cache.
   */
  void scanKeys(byte[] from, byte[] to, Consumer<byte[]> visitor) throws RocksDBException {
    enter();
    try (Slice end = new Slice(to);
        ReadOptions options = new ReadOptions().setIterateUpperBound(end).setFillCache(false);
        RocksIterator rows = db.newIterator(options)) {
      for (rows.seek(from); rows.isValid(); rows.next()) {
        if (closing) {
          throw new IllegalStateException("expected open checkpoints, but they are being closed");
        }
        visitor.accept(rows.key());
      }
      rows.status();
    } finally {
      gate.readLock().unlock();
    }
  }

  /** The first key from {@code from} to {@code to}, excluded; null if there is none. */
  byte @Nullable [] firstKey(byte[] from, byte[] to) throws RocksDBException {
    enter();
    try (Slice end = new Slice(to);
        ReadOptions options = new ReadOptions().setIterateUpperBound(end);
        RocksIterator rows = db.newIterator(options)) {
      rows.seek(from);
      if (rows.isValid()) {
        return rows.key();
      }
      rows.status();
      return null;
    } finally {
      gate.readLock().unlock();
    }
  }

  /**
   * In tables every block has a checksum, while a damaged end of the log reads as a shorter one.
   */
  private void flush() {
    if (access == Access.READ) {
      return;
    }
    try (FlushOptions options = new FlushOptions()) {
      db.flush(options);
    } catch (RocksDBException e) {
      LOG.warn("The newest checkpoints stay in the database's log: {}", e.getMessage());
    }
  }

  private void enter() {
    gate.readLock().lock();
    if (closed) {
      gate.readLock().unlock();
      throw new IllegalStateException("expected open checkpoints, but they are closed");
    }
  }

  @Override
  public void close() {
    closing = true;
    gate.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        flush();
        db.close();
        writeOptions.close();
        settings.close();
      }
    } finally {
      gate.writeLock().unlock();
    }
  }
}
