package dev.snapledger.projections.engine;

import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows to be written and removed together; reads show the store with these changes applied.
 *
 * <p>A row changed many times is encoded once. For one thread. Memory grows with the rows changed.
 */
public final class ViewBatch implements ViewReader {
  private final ViewReader below;
  private final Map<ViewTable<?>, NavigableMap<Key, Change>> changes =
      new TreeMap<>((a, b) -> Integer.compare(a.number(), b.number()));
  private boolean committed;

  ViewBatch(ViewReader below) {
    this.below = below;
  }

  /**
   * A row as it shall be.
   *
   * @param value the new row; null when it is removed
   */
  record Change(@Nullable Object value) {}

  /** Writes a row, in place of one with the same key if there is one. */
  public <R> void put(ViewTable<R> table, Key key, R row) {
    changesOf(table).put(key, new Change(row));
  }

  /** Removes a row; does nothing if there is none. */
  public void remove(ViewTable<?> table, Key key) {
    changesOf(table).put(key, new Change(null));
  }

  /** Removes all rows whose keys begin with a prefix. */
  public <R> void removePrefix(ViewTable<R> table, Key prefix) {
    try (RowCursor<R> rows = scanPrefix(table, prefix)) {
      rows.forEachRemaining(row -> remove(table, row.key()));
    }
  }

  @Override
  public <R> @Nullable R find(ViewTable<R> table, Key key) {
    NavigableMap<Key, Change> ofTable = changes.get(table);
    Change change = ofTable == null ? null : ofTable.get(key);
    return change == null ? below.find(table, key) : rowOf(table, change);
  }

  @Override
  public <R> RowCursor<R> scan(ViewTable<R> table, KeyRange range) {
    RowCursor<R> stored = below.scan(table, range);
    NavigableMap<Key, Change> ofTable = changes.get(table);
    if (ofTable == null) {
      return stored;
    }
    NavigableMap<Key, Change> inRange =
        range.to() == null
            ? ofTable.tailMap(range.from(), true)
            : ofTable.subMap(range.from(), true, range.to(), false);
    return new OverlaidCursor<>(table, stored, new TreeMap<>(inRange));
  }

  /** Whether nothing would be written. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * Hands out the changes by table and key; for stores. The bytes are null for a row that is
   * removed.
   *
   * @throws IllegalStateException if they were handed out before
   */
  public void drain(ChangeSink sink) {
    if (committed) {
      throw new IllegalStateException("expected a new batch, but this one was committed before");
    }
    committed = true;
    changes.forEach((table, rows) -> rows.forEach(writer(table, sink)));
  }

  /** Takes the changes of a batch. */
  @FunctionalInterface
  public interface ChangeSink {
    void accept(ViewTable<?> table, Key key, byte @Nullable [] row);
  }

  private static <R> BiConsumer<Key, Change> writer(ViewTable<R> table, ChangeSink sink) {
    return (key, change) -> {
      R row = rowOf(table, change);
      sink.accept(table, key, row == null ? null : table.format().encode(row));
    };
  }

  private NavigableMap<Key, Change> changesOf(ViewTable<?> table) {
    return changes.computeIfAbsent(table, _ -> new TreeMap<>());
  }

  /** Safe, because put takes only rows of the table's kind. */
  @SuppressWarnings("unchecked")
  static <R> @Nullable R rowOf(ViewTable<R> table, Change change) {
    return (R) change.value();
  }
}
