package dev.snapledger.cli.remote;

import dev.snapledger.blockstore.api.DiffRange;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Ranges of a blob, ascending, fetched a page at a time, so that no disk has too many. For one
 * thread.
 */
final class PageListing implements Iterator<DiffRange> {
  private final Source source;
  private Iterator<DiffRange> page = List.<DiffRange>of().iterator();
  private String marker = "";
  private boolean last;

  /** Fetches the page that begins at a marker; an empty one is the first. */
  @FunctionalInterface
  interface Source {
    PageListReader.Page page(String marker);
  }

  PageListing(Source source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    while (!page.hasNext() && !last) {
      PageListReader.Page fetched = source.page(marker);
      page = fetched.ranges().iterator();
      marker = fetched.nextMarker();
      last = marker.isEmpty();
    }
    return page.hasNext();
  }

  @Override
  public DiffRange next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.next();
  }
}
