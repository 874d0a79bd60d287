package dev.snapledger.projections.search;

import dev.snapledger.projections.engine.Row;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Rows that are decoded one by one when they are asked for, and each time. A page of a thousand is
 * written while each row is near the processor, instead of being decoded as a whole and read again
 * from further away.
 */
final class StoredItems<R> extends AbstractList<R> implements RandomAccess {
  private final List<Row<R>> rows;

  /** The list is not to be changed any more. */
  StoredItems(List<Row<R>> rows) {
    this.rows = rows;
  }

  @Override
  public R get(int index) {
    return rows.get(index).value();
  }

  @Override
  public int size() {
    return rows.size();
  }
}
