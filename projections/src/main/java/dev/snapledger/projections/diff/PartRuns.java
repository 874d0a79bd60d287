package dev.snapledger.projections.diff;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.projections.blockmap.LayerMerge;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Joins the 4 KiB parts that a mask picks into ranges, as long as they touch and are of one kind,
 * and cuts the ranges to a part of the disk.
 */
final class PartRuns implements Cursor<DiffRange> {
  private final LayerMerge merge;
  private final ToIntFunction<LayerMerge> mask;
  private final PageRange within;
  private final Queue<DiffRange> ready = new ArrayDeque<>();
  private @Nullable DiffRange open;
  private boolean ended;

  /**
   * Starts at the beginning of {@code within}.
   *
   * @param merge not advanced yet
   * @param mask which parts of a block are told
   */
  PartRuns(LayerMerge merge, ToIntFunction<LayerMerge> mask, PageRange within) {
    this.merge = merge;
    this.mask = mask;
    this.within = within;
    fill();
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty();
  }

  @Override
  public DiffRange next() {
    DiffRange range = ready.poll();
    if (range == null) {
      throw new NoSuchElementException("expected another range, but the answer ends here");
    }
    fill();
    return range;
  }

  /**
   * Goes on until a range is ready, that is until the one after it has begun or nothing follows.
   */
  private void fill() {
    while (ready.isEmpty() && !ended) {
      if (merge.advance() && Geometry.startOf(merge.block()) < within.endByte()) {
        addBlock();
      } else {
        ended = true;
        if (open != null) {
          ready.add(open);
        }
      }
    }
  }

  private void addBlock() {
    int picked = mask.applyAsInt(merge);
    for (int part = 0; part < Geometry.PARTS_PER_BLOCK; part++) {
      if (((picked >>> part) & 1) != 0) {
        long start = Geometry.startOf(merge.block()) + (long) part * Geometry.PART_BYTES;
        DiffRange.Kind kind =
            ((merge.dataMask() >>> part) & 1) != 0 ? DiffRange.Kind.DATA : DiffRange.Kind.CLEARED;
        addPart(
            Math.max(start, within.startByte()),
            Math.min(start + Geometry.PART_BYTES, within.endByte()),
            kind);
      }
    }
  }

  private void addPart(long start, long end, DiffRange.Kind kind) {
    if (start >= end) {
      return;
    }
    DiffRange last = open;
    if (last == null) {
      open = new DiffRange(new PageRange(start, end), kind);
    } else if (last.range().endByte() == start && last.kind() == kind) {
      open = new DiffRange(new PageRange(last.range().startByte(), end), kind);
    } else {
      ready.add(last);
      open = new DiffRange(new PageRange(start, end), kind);
    }
  }
}
