package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a span of a blob into pieces, ascending, and looks up which of them need to be read.
 *
 * <p>A piece ends at a multiple of {@link PageBlobSettings#PIECE_BYTES}, so that no block of the
 * store is read for two of them. Of a piece, what lies before its first and after its last byte
 * with data is not read.
 */
final class Pieces implements Iterator<Piece> {
  private final Blob blob;
  private final Span span;
  private final Iterator<PageRange> allocated;
  private @Nullable PageRange pending;
  private long next;

  Pieces(Blob blob, Span span) {
    this.blob = blob;
    this.span = span;
    this.allocated = allocated(blob, span);
    this.next = span.startByte();
    advance();
  }

  private static Iterator<PageRange> allocated(Blob blob, Span span) {
    long from = pageFloor(span.startByte());
    long to = Math.min(pageCeiling(span.endByte()), blob.diskBytes());
    Cursor<PageRange> cursor = from < to ? blob.content().allocated(new PageRange(from, to)) : null;
    return cursor == null ? Collections.emptyIterator() : cursor;
  }

  @Override
  public boolean hasNext() {
    return next < span.endByte();
  }

  @Override
  public Piece next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long start = next;
    long cell = start / PageBlobSettings.PIECE_BYTES * PageBlobSettings.PIECE_BYTES;
    long end = Math.min(cell + PageBlobSettings.PIECE_BYTES, span.endByte());
    next = end;
    return new Piece(new Span(start, end), dataBefore(pageCeiling(end)), end > blob.diskBytes());
  }

  /** The hull of the ranges before a position. */
  private @Nullable PageRange dataBefore(long limit) {
    PageRange hull = null;
    PageRange range = pending;
    while (range != null && range.startByte() < limit) {
      long end = Math.min(range.endByte(), limit);
      hull = new PageRange(hull == null ? range.startByte() : hull.startByte(), end);
      if (end < range.endByte()) {
        pending = new PageRange(end, range.endByte());
        return hull;
      }
      advance();
      range = pending;
    }
    return hull;
  }

  private void advance() {
    pending = allocated.hasNext() ? allocated.next() : null;
  }

  private static long pageFloor(long position) {
    return position / Geometry.PAGE_BYTES * Geometry.PAGE_BYTES;
  }

  private static long pageCeiling(long position) {
    return pageFloor(position + Geometry.PAGE_BYTES - 1);
  }
}
