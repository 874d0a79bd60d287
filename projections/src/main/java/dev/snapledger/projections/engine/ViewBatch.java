package dev.snapledger.projections.engine;

import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows to be written and removed together; reads show the store with these changes applied.
 *
 * <p>A row changed many times is encoded once. For one thread. Memory grows with the rows changed,
 * and with the prefixes removed, but not with the rows under them.
 */
public final class ViewBatch implements ViewReader {
  private final ViewReader below;
  private final Map<ViewTable<?>, NavigableMap<Key, Change>> changes =
      new TreeMap<>((a, b) -> Integer.compare(a.number(), b.number()));
  private final Map<ViewTable<?>, List<KeyRange>> cleared = new HashMap<>();
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

  /** Removes all rows whose keys begin with a prefix, without reading them. */
  public void removePrefix(ViewTable<?> table, Key prefix) {
    KeyRange range = KeyRange.ofPrefix(prefix);
    inRange(changesOf(table), range).clear();
    cleared.computeIfAbsent(table, _ -> new ArrayList<>()).add(range);
  }

  @Override
  public <R> @Nullable R find(ViewTable<R> table, Key key) {
    NavigableMap<Key, Change> ofTable = changes.get(table);
    Change change = ofTable == null ? null : ofTable.get(key);
    if (change != null) {
      return rowOf(table, change);
    }
    return isCleared(table, key) ? null : below.find(table, key);
  }

  private boolean isCleared(ViewTable<?> table, Key key) {
    List<KeyRange> ranges = cleared.get(table);
    return ranges != null && ranges.stream().anyMatch(range -> range.contains(key));
  }

  @Override
  public <R> RowCursor<R> scan(ViewTable<R> table, KeyRange range) {
    RowCursor<R> stored = below.scan(table, range);
    NavigableMap<Key, Change> ofTable = changes.get(table);
    if (ofTable == null) {
      return stored;
    }
    return new OverlaidCursor<>(
        table, stored, key -> isCleared(table, key), new TreeMap<>(inRange(ofTable, range)));
  }

  private static NavigableMap<Key, Change> inRange(NavigableMap<Key, Change> rows, KeyRange range) {
    return range.to() == null
        ? rows.tailMap(range.from(), true)
        : rows.subMap(range.from(), true, range.to(), false);
  }

  /** Whether nothing would be written. */
  public boolean isEmpty() {
    return changes.isEmpty(); // A table with a removed prefix has its, maybe empty, changes here.
  }

  /**
   * Hands out the changes, for stores: first the ranges to be cleared, then the rows by table and
   * key, some of which may be in those ranges.
   *
   * @throws IllegalStateException if they were handed out before
   */
  public void drain(ChangeSink sink) {
    if (committed) {
      throw new IllegalStateException("expected a new batch, but this one was committed before");
    }
    committed = true;
    cleared.forEach((table, ranges) -> ranges.forEach(range -> sink.clear(table, range)));
    changes.forEach((table, rows) -> rows.forEach(writer(table, sink)));
  }

  /** Takes the changes of a batch. */
  public interface ChangeSink {
    /** Removes all rows of a range. */
    void clear(ViewTable<?> table, KeyRange range);

    /** Writes a row; the bytes are null for one that is removed. */
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
