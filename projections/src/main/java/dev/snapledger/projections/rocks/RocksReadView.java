package dev.snapledger.projections.rocks;

import dev.snapledger.projections.engine.ReadView;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;

/** A store as it was at one moment: a snapshot of the database. */
final class RocksReadView implements ReadView {
  private final RocksViewStore store;
  private final Snapshot snapshot;
  private final ReadOptions options;

  RocksReadView(RocksViewStore store, Snapshot snapshot) {
    this.store = store;
    this.snapshot = snapshot;
    this.options = new ReadOptions().setSnapshot(snapshot);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public <R> @Nullable R find(ViewTable<R> table, Key key) {
    store.check(this);
    return store.find(table, key, options);
  }

  @Override
  public <R> RowCursor<R> scan(ViewTable<R> table, KeyRange range) {
    store.check(this);
    return store.scan(table, range, snapshot);
  }

  @Override
  public void close() {
    store.release(this);
  }

  void free() {
    options.close();
  }
}
