package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Groups allocated ranges into pieces, ascending.
 *
 * <p>A block is never in two pieces, so it is never decoded twice: a piece ends at a multiple of
 * {@link Piece#BYTES_MAX}, or where a gap of a block or more follows. Small gaps between ranges are
 * taken along, as one long write of some zeros is faster than two short ones.
 */
public final class Pieces implements Iterator<Piece> {
  /** Gaps from here on are left out of the file. */
  private static final int GAP_BYTES_MIN = 16 << 10;

  private final Iterator<PageRange> ranges;
  private @Nullable PageRange pending;

  public Pieces(Iterator<PageRange> ranges) {
    this.ranges = ranges;
    this.pending = ranges.hasNext() ? ranges.next() : null;
  }

  @Override
  public boolean hasNext() {
    return pending != null;
  }

  @Override
  public Piece next() {
    PageRange range = pending;
    if (range == null) {
      throw new NoSuchElementException();
    }
    long start = range.startByte();
    long limit = start - start % Piece.BYTES_MAX + Piece.BYTES_MAX;
    long end = start;
    List<PageRange> runs = new ArrayList<>();
    while (range != null && belongs(range.startByte(), end, limit)) {
      end = Math.min(range.endByte(), limit);
      add(runs, new PageRange(range.startByte(), end));
      range = after(range, end);
    }
    pending = range;
    return new Piece(new PageRange(start, end), runs);
  }

  private static boolean belongs(long start, long end, long limit) {
    boolean sameBlock = start / Geometry.BLOCK_BYTES == (end - 1) / Geometry.BLOCK_BYTES;
    return start < limit && (sameBlock || start - end < Geometry.BLOCK_BYTES);
  }

  private static void add(List<PageRange> runs, PageRange range) {
    PageRange last = runs.isEmpty() ? null : runs.getLast();
    if (last != null && range.startByte() - last.endByte() < GAP_BYTES_MIN) {
      runs.removeLast();
      runs.add(new PageRange(last.startByte(), range.endByte()));
    } else {
      runs.add(range);
    }
  }

  private @Nullable PageRange after(PageRange range, long end) {
    if (end < range.endByte()) {
      return new PageRange(end, range.endByte());
    }
    return ranges.hasNext() ? ranges.next() : null;
  }
}
