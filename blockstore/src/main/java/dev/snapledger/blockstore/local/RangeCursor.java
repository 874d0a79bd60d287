package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.api.DiffRange.Kind;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Joins the masks of ascending blocks to ranges as long as possible, cut to a range. */
final class RangeCursor implements Cursor<DiffRange> {
  private final MaskedBlocks blocks;
  private final PageRange within;
  private final Queue<DiffRange> ready = new ArrayDeque<>();
  private @Nullable Kind openKind;
  private long openStart;
  private long openEnd;
  private boolean ended;

  /** A cursor over what a walk lists. */
  RangeCursor(MaskedBlocks blocks, PageRange within) {
    this.blocks = blocks;
    this.within = within;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      if (blocks.next()) {
        addParts(Geometry.startOf(blocks.blockIndex()), blocks.dataMask(), blocks.clearedMask());
      } else {
        closeOpen();
        ended = true;
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

  private void addParts(long blockStart, int dataMask, int clearedMask) {
    int listed = dataMask | clearedMask;
    int part = Integer.numberOfTrailingZeros(listed);
    while (part < Geometry.PARTS_PER_BLOCK) {
      boolean data = (dataMask >>> part & 1) != 0;
      int same = (data ? dataMask : clearedMask) >>> part;
      int end = part + Integer.numberOfTrailingZeros(~same);
      extend(
          data ? Kind.DATA : Kind.CLEARED,
          blockStart + (long) part * Geometry.PART_BYTES,
          blockStart + (long) end * Geometry.PART_BYTES);
      part = end + Integer.numberOfTrailingZeros(listed >>> end);
    }
  }

  private void extend(Kind kind, long partsStart, long partsEnd) {
    long start = Math.max(partsStart, within.startByte());
    long end = Math.min(partsEnd, within.endByte());
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
