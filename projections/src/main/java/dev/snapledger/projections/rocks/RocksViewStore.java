package dev.snapledger.projections.rocks;

import dev.snapledger.projections.engine.ReadView;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewStore;
import dev.snapledger.projections.engine.ViewStoreFaultException;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.rocks.RocksSettings.Merging;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A view store in a directory of its own, on RocksDB.
 *
 * <p>Batches go through the write-ahead log without waiting for the device: a crash of the process
 * loses nothing, one of the machine may lose the newest batches as a whole, and as each holds its
 * applied offset, they are read from the log again. One process may have a directory open. Closing
 * closes the read views and cursors that are still open; using them afterwards throws.
 */
public final class RocksViewStore implements ViewStore {
  private static final Logger LOG = LoggerFactory.getLogger(RocksViewStore.class);

  /** Version of the format this program writes and reads. */
  public static final int FORMAT_VERSION = 2;

  private static final long BLOCK_CACHE_BYTES = 64L << 20;
  private static final long WRITE_BUFFERS_BYTES = 48L << 20;

  private final RocksSettings settings;
  private final RocksDB db;
  private final WriteOptions writeOptions = new WriteOptions();
  private final ReadOptions readOptions = new ReadOptions();
  private final ReadWriteLock gate = new ReentrantReadWriteLock();
  private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
  private boolean closed;

  private RocksViewStore(RocksSettings settings, RocksDB db) {
    this.settings = settings;
    this.db = db;
  }

  /**
   * Opens the store in a directory, which is made if it does not exist. One of an older format is
   * emptied: what it held is in the log.
   *
   * @throws ViewStoreFaultException if another process has it open, or it has a newer format, or it
   *     cannot be read
   */
  public static RocksViewStore open(Path directory) {
    RocksDB.loadLibrary();
    RocksSettings settings =
        new RocksSettings(BLOCK_CACHE_BYTES, WRITE_BUFFERS_BYTES, Merging.LEVELS);
    RocksViewStore store;
    try {
      Files.createDirectories(directory);
      store = new RocksViewStore(settings, RocksDB.open(settings.options(), directory.toString()));
    } catch (IOException | RocksDBException e) {
      settings.close();
      throw new ViewStoreFaultException(
          "expected to open the view store in " + directory + ", but " + e.getMessage(), e);
    }
    try {
      store.checkFormat(directory);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
    return store;
  }

  private void checkFormat(Path directory) {
    byte[] found = find(() -> db.get(KeyLayout.formatKey()));
    if (found == null) {
      startAnew();
      return;
    }
    int version = ByteBuffer.wrap(found).getInt();
    if (version < FORMAT_VERSION) {
      LOG.info(
          "views in {} have format {}, which is older than {}: they are filled again from the log",
          directory,
          version,
          FORMAT_VERSION);
      startAnew();
    } else if (version != FORMAT_VERSION) {
      throw new ViewStoreFaultException(
          "expected format %d of the view store in %s, but found %d; views can be rebuilt from the log"
              .formatted(FORMAT_VERSION, directory, version),
          null);
    }
  }

  /** Removes all rows, applied offsets among them, and writes the version, all at once. */
  private void startAnew() {
    byte[] version = ByteBuffer.allocate(Integer.BYTES).putInt(FORMAT_VERSION).array();
    try (WriteBatch writes = new WriteBatch()) {
      run(
          () -> {
            writes.deleteRange(KeyLayout.firstRow(), KeyLayout.behindRows());
            writes.put(KeyLayout.formatKey(), version);
            db.write(writeOptions, writes);
          });
    }
  }

  @Override
  public <R> @Nullable R find(ViewTable<R> table, Key key) {
    return find(table, key, readOptions);
  }

  <R> @Nullable R find(ViewTable<R> table, Key key, ReadOptions options) {
    byte[] row = find(() -> db.get(options, KeyLayout.storeKey(table, key)));
    return row == null ? null : table.format().decode(row);
  }

  @Override
  public <R> RowCursor<R> scan(ViewTable<R> table, KeyRange range) {
    return scan(table, range, null);
  }

  <R> RowCursor<R> scan(ViewTable<R> table, KeyRange range, @Nullable Snapshot snapshot) {
    return this.<RowCursor<R>>call(
        () -> {
          Slice end = new Slice(KeyLayout.endOf(table, range));
          ReadOptions options = new ReadOptions().setIterateUpperBound(end);
          if (snapshot != null) {
            options.setSnapshot(snapshot);
          }
          RocksCursor<R> cursor =
              new RocksCursor<>(this, table, db.newIterator(options), options, end);
          open.add(cursor);
          cursor.seek(KeyLayout.startOf(table, range));
          return cursor;
        });
  }

  @Override
  public ReadView readView() {
    return this.<ReadView>call(
        () -> {
          RocksReadView view = new RocksReadView(this, db.getSnapshot());
          open.add(view);
          return view;
        });
  }

  @Override
  public void commit(ViewBatch batch) {
    try (WriteBatch writes = new WriteBatch()) {
      batch.drain(new Writer(writes));
      run(() -> db.write(writeOptions, writes));
    }
  }

  /** Fills a batch, which is not part of the database yet: no other thread has to be kept out. */
  private record Writer(WriteBatch writes) implements ViewBatch.ChangeSink {
    @Override
    public void clear(ViewTable<?> table, KeyRange range) {
      try {
        writes.deleteRange(KeyLayout.startOf(table, range), KeyLayout.endOf(table, range));
      } catch (RocksDBException e) {
        throw fault(e);
      }
    }

    @Override
    public void accept(ViewTable<?> table, Key key, byte @Nullable [] row) {
      byte[] storeKey = KeyLayout.storeKey(table, key);
      try {
        if (row == null) {
          writes.delete(storeKey);
        } else {
          writes.put(storeKey, row);
        }
      } catch (RocksDBException e) {
        throw fault(e);
      }
    }
  }

  /** Frees what a cursor or read view holds, once. */
  void release(AutoCloseable user) {
    gate.readLock().lock();
    try {
      if (open.remove(user)) {
        free(user);
      }
    } finally {
      gate.readLock().unlock();
    }
  }

  /** Checks that a cursor or read view is open. */
  void check(AutoCloseable user) {
    if (!open.contains(user)) {
      throw new IllegalStateException("expected an open cursor or read view, but it is closed");
    }
  }

  @Override
  public void close() {
    gate.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        open.forEach(this::free);
        open.clear();
        db.close();
        readOptions.close();
        writeOptions.close();
        settings.close();
      }
    } finally {
      gate.writeLock().unlock();
    }
  }

  private void free(AutoCloseable each) {
    if (each instanceof RocksCursor<?> cursor) {
      cursor.free();
    } else if (each instanceof RocksReadView view) {
      view.free();
      db.releaseSnapshot(view.snapshot());
    }
  }

  /** Work with the database, which must not be closed meanwhile: that would end the process. */
  interface Call<T> {
    @Nullable T run() throws RocksDBException;
  }

  private interface Step {
    void run() throws RocksDBException;
  }

  private void run(Step step) {
    find(
        () -> {
          step.run();
          return null;
        });
  }

  private <T> T call(Call<T> work) {
    return Objects.requireNonNull(find(work));
  }

  <T> @Nullable T find(Call<T> work) {
    gate.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("expected an open view store, but it is closed");
      }
      return work.run();
    } catch (RocksDBException e) {
      throw fault(e);
    } finally {
      gate.readLock().unlock();
    }
  }

  private static ViewStoreFaultException fault(RocksDBException cause) {
    return new ViewStoreFaultException(
        "expected the view store to work, but " + cause.getMessage(), cause);
  }
}
