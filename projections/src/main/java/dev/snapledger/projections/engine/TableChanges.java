package dev.snapledger.projections.engine;

import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a batch changes in one table. Most tables are asked for single rows only and keep them by
 * hash; one that is asked for a range sorts them from then on. For one thread.
 */
final class TableChanges<R> {
  private final ViewTable<R> table;
  private final List<KeyRange> cleared = new ArrayList<>(0);
  private Map<Key, Change<R>> rows = new HashMap<>();
  private @Nullable NavigableMap<Key, Change<R>> sorted;

  /**
   * A row as it shall be.
   *
   * @param row the new row; null when it is removed
   * @param isNew whether the store has no row with that key
   */
  record Change<R>(@Nullable R row, boolean isNew) {}

  TableChanges(ViewTable<R> table) {
    this.table = table;
  }

  @Nullable Change<R> find(Key key) {
    return rows.get(key);
  }

  void put(Key key, R row) {
    Change<R> before = rows.put(key, new Change<>(row, false));
    if (before != null && before.isNew()) {
      rows.put(key, new Change<>(row, true));
    }
  }

  void putNew(Key key, R row) {
    rows.put(key, new Change<>(row, true));
  }

  /** What the store never had needs no removal. */
  void remove(Key key) {
    Change<R> before = rows.put(key, new Change<>(null, false));
    if (before != null && before.isNew()) {
      rows.remove(key);
    }
  }

  void clear(KeyRange range) {
    inRange(range).clear();
    cleared.add(range);
  }

  boolean isCleared(Key key) {
    for (KeyRange range : cleared) {
      if (range.contains(key)) {
        return true;
      }
    }
    return false;
  }

  /** The changes of a range as they are now, by key. */
  List<Map.Entry<Key, Change<R>>> copyOf(KeyRange range) {
    List<Map.Entry<Key, Change<R>>> copy = new ArrayList<>(0);
    inRange(range).forEach((key, change) -> copy.add(Map.entry(key, change)));
    return copy;
  }

  private NavigableMap<Key, Change<R>> inRange(KeyRange range) {
    NavigableMap<Key, Change<R>> all = sorted();
    return range.to() == null
        ? all.tailMap(range.from(), true)
        : all.subMap(range.from(), true, range.to(), false);
  }

  private NavigableMap<Key, Change<R>> sorted() {
    NavigableMap<Key, Change<R>> all = sorted;
    if (all == null) {
      all = new TreeMap<>(rows);
      sorted = all;
      rows = all;
    }
    return all;
  }

  void drainCleared(ViewBatch.ChangeSink sink) {
    cleared.forEach(range -> sink.clear(table, range));
  }

  /** In no order: to sort them costs more than a store gains that gets neighbours together. */
  void drainRows(ViewBatch.ChangeSink sink) {
    rows.forEach(
        (key, change) -> {
          R row = change.row();
          sink.accept(table, key, row == null ? null : table.format().encode(row));
        });
  }
}
