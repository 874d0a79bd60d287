package dev.snapledger.projections.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Rows in rising order of their keys, read piece by piece. For one thread; to be closed by whoever
 * asked for it, before the store is.
 */
public interface RowCursor<R> extends Iterator<Row<R>>, AutoCloseable {
  @Override
  void close();

  /** Reads the values that are left, closes the cursor; for answers known to be short. */
  default List<R> values() {
    try (this) {
      List<R> values = new ArrayList<>();
      forEachRemaining(row -> values.add(row.value()));
      return values;
    }
  }

  /** Reads the rows that are left, at most so many, and closes the cursor. */
  default List<Row<R>> rows(int max) {
    try (this) {
      List<Row<R>> rows = new ArrayList<>();
      while (rows.size() < max && hasNext()) {
        rows.add(next());
      }
      return rows;
    }
  }
}
