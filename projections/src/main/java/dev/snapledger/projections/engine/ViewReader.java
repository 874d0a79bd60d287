package dev.snapledger.projections.engine;

import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import org.jspecify.annotations.Nullable;

/** Whatever rows can be read from: a store as it is now, a read view of it, or a batch. */
public interface ViewReader {
  /** Returns the row with this key, or null. */
  <R> @Nullable R find(ViewTable<R> table, Key key);

  /** The rows of a range by rising key, as they are when the cursor is made. */
  <R> RowCursor<R> scan(ViewTable<R> table, KeyRange range);

  /** The rows whose keys begin with a prefix, by rising key. */
  default <R> RowCursor<R> scanPrefix(ViewTable<R> table, Key prefix) {
    return scan(table, KeyRange.ofPrefix(prefix));
  }
}
