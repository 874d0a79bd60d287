package dev.snapledger.blockstore.memory;

import dev.snapledger.blockstore.api.Cursor;
import java.util.Iterator;
import java.util.List;

/** A cursor over a list. */
final class MemoryCursor<T> implements Cursor<T> {
  private final Iterator<T> items;

  private MemoryCursor(Iterator<T> items) {
    this.items = items;
  }

  static <T> Cursor<T> of(List<T> items) {
    return new MemoryCursor<>(items.iterator());
  }

  @Override
  public boolean hasNext() {
    return items.hasNext();
  }

  @Override
  public T next() {
    return items.next();
  }
}
