package dev.snapledger.blockstore.memory;

import static dev.snapledger.blockstore.geometry.Geometry.PART_BYTES;

import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.PageRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares two images of a chain part by part. */
final class MemoryDiff {
  private MemoryDiff() {}

  static List<DiffRange> of(MemoryImage from, MemoryImage to, DiffPrecision precision) {
    BitSet changed = touchedBetween(from, to);
    for (int part = 0; part < to.disk().parts(); part++) {
      switch (precision) {
        case TRACKED -> changed.set(part, changed.get(part) || !equal(from, to, part));
        case CONTENT -> changed.set(part, !equal(from, to, part));
      }
    }
    List<DiffRange> ranges = new ArrayList<>();
    for (int part = changed.nextSetBit(0); part >= 0; part = changed.nextSetBit(part + 1)) {
      add(ranges, part, to.disk());
    }
    return ranges;
  }

  private static BitSet touchedBetween(MemoryImage from, MemoryImage to) {
    boolean forward = from.sealed().sequence() < to.sealed().sequence();
    MemoryImage older = forward ? from : to;
    BitSet touched = new BitSet();
    MemoryImage layer = forward ? to : from;
    while (layer != null && layer.sealed().sequence() > older.sealed().sequence()) {
      touched.or(layer.disk().touched);
      layer = layer.parent();
    }
    return touched;
  }

  private static boolean equal(MemoryImage from, MemoryImage to, int part) {
    int start = part * PART_BYTES;
    byte[] left = from.disk().bytes;
    byte[] right = to.disk().bytes;
    if (start >= left.length) {
      return !to.disk().hasData(part);
    }
    int cut = (int) Math.min(start + PART_BYTES, to.disk().sizeBytes);
    return start >= cut || Arrays.equals(left, start, cut, right, start, cut);
  }

  private static void add(List<DiffRange> ranges, int part, MemoryDisk to) {
    long start = (long) part * PART_BYTES;
    long end = Math.min(start + PART_BYTES, to.sizeBytes);
    if (start >= end) {
      return;
    }
    DiffRange.Kind kind = to.hasData(part) ? DiffRange.Kind.DATA : DiffRange.Kind.CLEARED;
    @Nullable DiffRange last = ranges.isEmpty() ? null : ranges.getLast();
    if (last != null && last.kind() == kind && last.range().endByte() == start) {
      ranges.removeLast();
      start = last.range().startByte();
    }
    ranges.add(new DiffRange(new PageRange(start, end), kind));
  }
}
