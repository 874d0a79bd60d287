package dev.snapledger.projections.rocks;

import dev.snapledger.projections.engine.Row;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewTable;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** Rows of one table, read from the database one ahead. */
final class RocksCursor<R> implements RowCursor<R> {
  private final RocksViewStore store;
  private final ViewTable<R> table;
  private final RocksIterator iterator;
  private final ReadOptions options;
  private final Slice end;
  private @Nullable Row<R> next;

  RocksCursor(
      RocksViewStore store,
      ViewTable<R> table,
      RocksIterator iterator,
      ReadOptions options,
      Slice end) {
    this.store = store;
    this.table = table;
    this.iterator = iterator;
    this.options = options;
    this.end = end;
  }

  void seek(byte[] storeKey) throws RocksDBException {
    iterator.seek(storeKey);
    next = read();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Row<R> next() {
    Row<R> row = next;
    if (row == null) {
      throw new NoSuchElementException("expected another row, but the range ends here");
    }
    next = store.find(this::step);
    return row;
  }

  private @Nullable Row<R> step() throws RocksDBException {
    store.check(this);
    iterator.next();
    return read();
  }

  private @Nullable Row<R> read() throws RocksDBException {
    if (!iterator.isValid()) {
      iterator.status();
      return null;
    }
    return Row.stored(KeyLayout.rowKey(iterator.key()), table.format(), iterator.value());
  }

  @Override
  public void close() {
    store.release(this);
  }

  void free() {
    iterator.close();
    options.close();
    end.close();
  }
}
