package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.api.DiffRange.Kind;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.util.NoSuchElementException;

/** Joins the masks of ascending blocks to ranges as long as possible, cut to a range. */
final class RangeCursor implements Cursor<DiffRange> {
  private final MaskedBlocks blocks;
  private final PageRange within;

  /** What is left of the block in hand; parts that were taken have no bit. */
  private long blockStart;

  private int dataMask;
  private int clearedMask;

  /** The run of equal parts that was taken and belongs to no range yet; none if the ends meet. */
  private Kind kind = Kind.DATA;

  private long start;
  private long end;

  /** A cursor over what a walk lists. */
  RangeCursor(MaskedBlocks blocks, PageRange within) {
    this.blocks = blocks;
    this.within = within;
    takeRun();
  }

  @Override
  public boolean hasNext() {
    return start < end;
  }

  @Override
  public DiffRange next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Kind rangeKind = kind;
    long rangeStart = start;
    long rangeEnd = end;
    takeRun();
    while (start == rangeEnd && kind == rangeKind && start < end) {
      rangeEnd = end;
      takeRun();
    }
    return new DiffRange(new PageRange(rangeStart, rangeEnd), rangeKind);
  }

  /** Takes the next run of equal parts of one block that is not all outside; none at the end. */
  private void takeRun() {
    do {
      while ((dataMask | clearedMask) == 0) {
        if (!blocks.next()) {
          start = end;
          return;
        }
        blockStart = Geometry.startOf(blocks.blockIndex());
        dataMask = blocks.dataMask();
        clearedMask = blocks.clearedMask();
      }
      takeParts();
    } while (start >= end);
  }

  private void takeParts() {
    if (dataMask == Geometry.ALL_PARTS) {
      take(Kind.DATA, 0, Geometry.PARTS_PER_BLOCK);
      dataMask = 0;
      return;
    }
    int first = Integer.numberOfTrailingZeros(dataMask | clearedMask);
    boolean data = (dataMask >>> first & 1) != 0;
    int same = (data ? dataMask : clearedMask) >>> first;
    int after = first + Integer.numberOfTrailingZeros(~same);
    int left = -1 << after;
    dataMask &= left;
    clearedMask &= left;
    take(data ? Kind.DATA : Kind.CLEARED, first, after);
  }

  private void take(Kind of, int firstPart, int endPart) {
    kind = of;
    start = Math.max(blockStart + (long) firstPart * Geometry.PART_BYTES, within.startByte());
    end = Math.min(blockStart + (long) endPart * Geometry.PART_BYTES, within.endByte());
  }

  /** The ranges with data, for answers that have nothing else. */
  Cursor<PageRange> dataRanges() {
    return new Cursor<>() {
      @Override
      public boolean hasNext() {
        return RangeCursor.this.hasNext();
      }

      @Override
      public PageRange next() {
        return RangeCursor.this.next().range();
      }
    };
  }
}
