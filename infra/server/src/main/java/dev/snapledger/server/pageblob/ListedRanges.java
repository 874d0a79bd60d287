package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.PageRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of a disk with single pages put between them, cut to a range and joined where they touch
 * and hold the same.
 *
 * <p>A page that a range of the disk covers is left out: that range already says what it holds.
 */
final class ListedRanges implements Cursor<DiffRange> {
  private final Iterator<DiffRange> disk;
  private final Deque<DiffRange> pages;
  private final PageRange within;
  private @Nullable DiffRange nextOfDisk;
  private @Nullable DiffRange open;
  private @Nullable DiffRange ready;

  /**
   * Ranges to be listed.
   *
   * @param disk ascending
   * @param pages ranges of one page, ascending
   */
  ListedRanges(Iterator<DiffRange> disk, List<DiffRange> pages, PageRange within) {
    this.disk = disk;
    this.pages = new ArrayDeque<>(pages);
    this.within = within;
    this.nextOfDisk = advance();
  }

  private @Nullable DiffRange advance() {
    return disk.hasNext() ? disk.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (ready == null) {
      DiffRange next = nextCut();
      DiffRange before = open;
      if (next == null) {
        ready = before;
        open = null;
        return before != null;
      }
      if (before == null || !joins(before, next)) {
        ready = before;
        open = next;
      } else {
        open = joined(before, next);
      }
    }
    return true;
  }

  @Override
  public DiffRange next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    DiffRange range = ready;
    ready = null;
    if (range == null) {
      throw new NoSuchElementException();
    }
    return range;
  }

  private static boolean joins(DiffRange before, DiffRange next) {
    return before.kind() == next.kind() && before.range().endByte() == next.range().startByte();
  }

  private static DiffRange joined(DiffRange before, DiffRange next) {
    return new DiffRange(
        new PageRange(before.range().startByte(), next.range().endByte()), next.kind());
  }

  private @Nullable DiffRange nextCut() {
    for (DiffRange range = merged(); range != null; range = merged()) {
      long start = Math.max(range.range().startByte(), within.startByte());
      long end = Math.min(range.range().endByte(), within.endByte());
      if (start < end) {
        return new DiffRange(new PageRange(start, end), range.kind());
      }
      if (range.range().startByte() >= within.endByte()) {
        return null; // Nothing after it is inside.
      }
    }
    return null;
  }

  private @Nullable DiffRange merged() {
    DiffRange range = nextOfDisk;
    while (range != null && !pages.isEmpty() && covers(range.range(), pages.getFirst().range())) {
      pages.removeFirst();
    }
    DiffRange page = pages.peekFirst();
    if (range == null || (page != null && page.range().startByte() < range.range().startByte())) {
      return pages.pollFirst();
    }
    nextOfDisk = advance();
    return range;
  }

  private static boolean covers(PageRange range, PageRange page) {
    return range.startByte() <= page.startByte() && page.endByte() <= range.endByte();
  }
}
