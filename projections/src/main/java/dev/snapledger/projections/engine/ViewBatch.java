package dev.snapledger.projections.engine;

import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows to be written and removed together; reads show the store with these changes applied.
 *
 * <p>A row changed many times is encoded once. For one thread. Memory grows with the rows changed,
 * and with the prefixes removed, but not with the rows under them.
 */
public final class ViewBatch implements ViewReader {
  private final ViewReader below;
  private final @Nullable TableChanges<?>[] byTable = new TableChanges<?>[ViewTable.NUMBER_MAX + 1];
  private boolean committed;

  ViewBatch(ViewReader below) {
    this.below = below;
  }

  /** Writes a row, in place of one with the same key if there is one. */
  public <R> void put(ViewTable<R> table, Key key, R row) {
    changesOf(table).put(key, row);
  }

  /**
   * Writes a row whose key the store cannot have, as its key holds the position of the event that
   * is being applied. If it is removed before the batch ends, nothing is written at all.
   */
  public <R> void putNew(ViewTable<R> table, Key key, R row) {
    changesOf(table).putNew(key, row);
  }

  /** Removes a row; does nothing if there is none. */
  public void remove(ViewTable<?> table, Key key) {
    changesOf(table).remove(key);
  }

  /** Removes all rows whose keys begin with a prefix, without reading them. */
  public void removePrefix(ViewTable<?> table, Key prefix) {
    changesOf(table).clear(KeyRange.ofPrefix(prefix));
  }

  @Override
  public <R> @Nullable R find(ViewTable<R> table, Key key) {
    TableChanges<R> changes = found(table);
    if (changes == null) {
      return below.find(table, key);
    }
    TableChanges.Change<R> change = changes.find(key);
    if (change != null) {
      return change.row();
    }
    return changes.isCleared(key) ? null : below.find(table, key);
  }

  @Override
  public <R> RowCursor<R> scan(ViewTable<R> table, KeyRange range) {
    RowCursor<R> stored = below.scan(table, range);
    TableChanges<R> changes = found(table);
    if (changes == null) {
      return stored;
    }
    List<Map.Entry<Key, TableChanges.Change<R>>> inRange = changes.copyOf(range);
    return new OverlaidCursor<>(stored, changes::isCleared, inRange.iterator());
  }

  /**
   * Hands out the changes, for stores: first the ranges to be cleared, then the rows, table by
   * table and in no order, some of which may be in those ranges.
   *
   * @throws IllegalStateException if they were handed out before
   */
  public void drain(ChangeSink sink) {
    if (committed) {
      throw new IllegalStateException("expected a new batch, but this one was committed before");
    }
    committed = true;
    forEachTable(changes -> changes.drainCleared(sink));
    forEachTable(changes -> changes.drainRows(sink));
  }

  /** Takes the changes of a batch. */
  public interface ChangeSink {
    /** Removes all rows of a range. */
    void clear(ViewTable<?> table, KeyRange range);

    /** Writes a row; the bytes are null for one that is removed. */
    void accept(ViewTable<?> table, Key key, byte @Nullable [] row);
  }

  private void forEachTable(Consumer<TableChanges<?>> action) {
    for (TableChanges<?> changes : byTable) {
      if (changes != null) {
        action.accept(changes);
      }
    }
  }

  private <R> TableChanges<R> changesOf(ViewTable<R> table) {
    TableChanges<R> changes = found(table);
    if (changes == null) {
      changes = new TableChanges<>(table);
      byTable[table.number()] = changes;
    }
    return changes;
  }

  /** Safe, because a table's changes are made for that table: two with a number are the same. */
  @SuppressWarnings("unchecked")
  private <R> @Nullable TableChanges<R> found(ViewTable<R> table) {
    return (TableChanges<R>) byTable[table.number()];
  }
}
