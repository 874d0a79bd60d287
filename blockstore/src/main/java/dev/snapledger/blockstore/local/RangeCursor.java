package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.api.DiffRange.Kind;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Joins the masks of ascending blocks to ranges as long as possible, cut to a range. */
final class RangeCursor implements Cursor<DiffRange> {
  private final Supplier<MaskedBlock> blocks;
  private final PageRange within;
  private final Queue<DiffRange> ready = new ArrayDeque<>();
  private @Nullable Kind openKind;
  private long openStart;
  private long openEnd;
  private boolean ended;

  /**
   * A cursor over what a walk lists.
   *
   * @param blocks gives {@link MaskedBlock#END} at the end
   */
  RangeCursor(Supplier<MaskedBlock> blocks, PageRange within) {
    this.blocks = blocks;
    this.within = within;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      MaskedBlock block = blocks.get();
      if (block.blockIndex() < 0) {
        closeOpen();
        ended = true;
      } else {
        addParts(block);
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public DiffRange next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void addParts(MaskedBlock block) {
    long start = Geometry.startOf(block.blockIndex());
    for (int part = 0; part < Geometry.PARTS_PER_BLOCK; part++) {
      int bit = 1 << part;
      if ((block.dataMask() & bit) != 0) {
        extend(Kind.DATA, start + (long) part * Geometry.PART_BYTES);
      } else if ((block.clearedMask() & bit) != 0) {
        extend(Kind.CLEARED, start + (long) part * Geometry.PART_BYTES);
      }
    }
  }

  private void extend(Kind kind, long partStart) {
    long start = Math.max(partStart, within.startByte());
    long end = Math.min(partStart + Geometry.PART_BYTES, within.endByte());
    if (start >= end) {
      return;
    }
    if (kind != openKind || start != openEnd) {
      closeOpen();
      openKind = kind;
      openStart = start;
    }
    openEnd = end;
  }

  private void closeOpen() {
    Kind kind = openKind;
    if (kind != null) {
      ready.add(new DiffRange(new PageRange(openStart, openEnd), kind));
      openKind = null;
    }
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
