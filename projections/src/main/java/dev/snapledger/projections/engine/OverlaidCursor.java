package dev.snapledger.projections.engine;

import dev.snapledger.projections.row.Key;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows of a store merged with the changes of a batch, which win. */
final class OverlaidCursor<R> implements RowCursor<R> {
  private final RowCursor<R> stored;
  private final Predicate<Key> cleared;
  private final Iterator<Map.Entry<Key, TableChanges.Change<R>>> changes;
  private @Nullable Row<R> nextStored;
  private Map.@Nullable Entry<Key, TableChanges.Change<R>> nextChange;
  private @Nullable Row<R> next;

  /**
   * Starts before the first row.
   *
   * @param cleared which stored rows are not there any more
   * @param changes by key
   */
  OverlaidCursor(
      RowCursor<R> stored,
      Predicate<Key> cleared,
      Iterator<Map.Entry<Key, TableChanges.Change<R>>> changes) {
    this.stored = stored;
    this.cleared = cleared;
    this.changes = changes;
    advanceStored();
    advanceChange();
    advance();
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
    advance();
    return row;
  }

  @Override
  public void close() {
    stored.close();
  }

  private void advance() {
    next = null;
    while (next == null && (nextStored != null || nextChange != null)) {
      next = step(nextStored, nextChange);
    }
  }

  /** Takes the lower of both; a changed row hides the stored one with the same key. */
  private @Nullable Row<R> step(
      @Nullable Row<R> row, Map.@Nullable Entry<Key, TableChanges.Change<R>> change) {
    int order = row == null ? 1 : change == null ? -1 : row.key().compareTo(change.getKey());
    if (order <= 0) {
      advanceStored();
    }
    if (order < 0 || change == null) {
      return row;
    }
    advanceChange();
    R value = change.getValue().row();
    return value == null ? null : Row.of(change.getKey(), value);
  }

  private void advanceStored() {
    do {
      nextStored = stored.hasNext() ? stored.next() : null;
    } while (nextStored != null && cleared.test(nextStored.key()));
  }

  private void advanceChange() {
    nextChange = changes.hasNext() ? changes.next() : null;
  }
}
