package dev.snapledger.projections.engine;

import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A view store in memory, for tests and simulations. It keeps rows as bytes, so that it shows the
 * same as one on disk. A read view is a copy: use it with small stores only.
 */
public final class MemoryViewStore implements ViewStore {
  private final Tables tables = new Tables(new TreeMap<>());

  private record Tables(NavigableMap<Integer, NavigableMap<Key, byte[]>> byNumber)
      implements ReadView {
    @Override
    public <R> @Nullable R find(ViewTable<R> table, Key key) {
      NavigableMap<Key, byte[]> rows = byNumber.get(table.number());
      byte[] row = rows == null ? null : rows.get(key);
      return row == null ? null : table.format().decode(row);
    }

    @Override
    public <R> RowCursor<R> scan(ViewTable<R> table, KeyRange range) {
      NavigableMap<Key, byte[]> rows = byNumber.getOrDefault(table.number(), new TreeMap<>());
      NavigableMap<Key, byte[]> inRange =
          range.to() == null
              ? rows.tailMap(range.from(), true)
              : rows.subMap(range.from(), true, range.to(), false);
      return new MapCursor<>(table, new TreeMap<>(inRange).entrySet().iterator());
    }

    @Override
    public void close() {
      // Nothing to release.
    }
  }

  private record MapCursor<R>(ViewTable<R> table, Iterator<Map.Entry<Key, byte[]>> rows)
      implements RowCursor<R> {
    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Row<R> next() {
      Map.Entry<Key, byte[]> entry = rows.next();
      return Row.stored(entry.getKey(), table.format(), entry.getValue());
    }

    @Override
    public void close() {
      // Nothing to release.
    }
  }

  @Override
  public synchronized <R> @Nullable R find(ViewTable<R> table, Key key) {
    return tables.find(table, key);
  }

  @Override
  public synchronized <R> RowCursor<R> scan(ViewTable<R> table, KeyRange range) {
    return tables.scan(table, range);
  }

  @Override
  public synchronized ReadView readView() {
    NavigableMap<Integer, NavigableMap<Key, byte[]>> copy = new TreeMap<>();
    tables.byNumber().forEach((number, rows) -> copy.put(number, new TreeMap<>(rows)));
    return new Tables(copy);
  }

  @Override
  public synchronized void commit(ViewBatch batch) {
    batch.drain(new Writer(tables));
  }

  private record Writer(Tables tables) implements ViewBatch.ChangeSink {
    @Override
    public void clear(ViewTable<?> table, KeyRange range) {
      rowsOf(table).keySet().removeIf(range::contains);
    }

    @Override
    public void accept(ViewTable<?> table, Key key, byte @Nullable [] row) {
      if (row == null) {
        rowsOf(table).remove(key);
      } else {
        rowsOf(table).put(key, row);
      }
    }

    private NavigableMap<Key, byte[]> rowsOf(ViewTable<?> table) {
      return tables.byNumber().computeIfAbsent(table.number(), _ -> new TreeMap<>());
    }
  }

  @Override
  public void close() {
    // Nothing to release.
  }
}
