package dev.snapledger.projections.search;

import dev.snapledger.projections.engine.Row;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Several runs of one table as one, by what follows the prefix of each. For one thread; to be
 * closed.
 */
final class MergedRuns<R> implements AutoCloseable {
  private final List<RowCursor<R>> cursors = new ArrayList<>();
  private final PriorityQueue<Found<R>> heads =
      new PriorityQueue<>(Comparator.comparing(Found::end));

  /**
   * A row of one of the runs.
   *
   * @param end what follows the prefix of its run
   * @param row the row, with its whole key
   */
  record Found<R>(Key end, Row<R> row, int prefixLength, RowCursor<R> run) {}

  /**
   * Starts all runs.
   *
   * @param from only rows with at least this end; null for all
   * @param after only rows behind this end; null for all
   */
  MergedRuns(
      ViewReader reader,
      ViewTable<R> table,
      List<Key> prefixes,
      @Nullable Key from,
      @Nullable Key after) {
    try {
      for (Key prefix : prefixes) {
        KeyRange range = KeyRange.ofPrefix(prefix);
        if (from != null) {
          range = new KeyRange(joined(prefix, from), range.to());
        }
        if (after != null) {
          range = range.after(joined(prefix, after));
        }
        RowCursor<R> run = reader.scan(table, range);
        cursors.add(run);
        advance(run, prefix.length());
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Whether another row follows. */
  boolean hasNext() {
    return !heads.isEmpty();
  }

  Found<R> next() {
    Found<R> found = heads.remove();
    advance(found.run(), found.prefixLength());
    return found;
  }

  private void advance(RowCursor<R> run, int prefixLength) {
    if (run.hasNext()) {
      Row<R> row = run.next();
      heads.add(new Found<>(row.key().tail(prefixLength), row, prefixLength, run));
    }
  }

  private static Key joined(Key prefix, Key end) {
    byte[] first = prefix.toBytes();
    byte[] second = end.toBytes();
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return Key.of(all);
  }

  @Override
  public void close() {
    cursors.forEach(RowCursor::close);
  }
}
