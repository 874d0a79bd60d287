package dev.snapledger.cli.demo;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.PageRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Checks a diff of two rounds against the model, in parts of 4 KiB.
 *
 * <p>A tracked diff may not miss a part whose bytes differ, may not name one that nobody touched,
 * and must say for each whether it holds data or zeros. A content diff must name exactly the parts
 * whose bytes differ.
 */
final class DiffCheck {
  private static final int PART_BYTES = 4096;
  private static final int PART_PAGES = PART_BYTES / ChangeSet.PAGE_BYTES;

  private final DiskModel model;
  private final ByteComparison comparison;
  private final BitSet touched = new BitSet();
  private final BitSet differing = new BitSet();
  private final int from;
  private final int to;

  /** Prepares the diff of two rounds, either of which may be the older. */
  DiffCheck(DiskModel model, ByteComparison comparison, int from, int to) {
    this.model = model;
    this.comparison = comparison;
    this.from = from;
    this.to = to;
    for (int round = Math.min(from, to) + 1; round <= Math.max(from, to); round++) {
      addTouched(round);
    }
    for (int part = touched.nextSetBit(0); part >= 0; part = touched.nextSetBit(part + 1)) {
      if (!comparison.isEqual(from, to, range(part))) {
        differing.set(part);
      }
    }
  }

  private void addTouched(int round) {
    for (ChangeSet.Run run : model.change(round).runs()) {
      touched.set(
          (int) (run.startPage() / PART_PAGES),
          (int) Math.ceilDiv(run.endPage(), (long) PART_PAGES));
    }
  }

  /** Checks a diff that tells which parts were written. */
  List<DiffRange> checkTracked(String what, Cursor<DiffRange> diff) {
    BitSet found = new BitSet();
    List<DiffRange> ranges = collect(what, diff, found);
    BitSet missed = minus(differing, found);
    if (!missed.isEmpty()) {
      throw failure(what, "to list the change at", missed.nextSetBit(0), "it is missing");
    }
    BitSet extra = minus(found, touched);
    if (!extra.isEmpty()) {
      throw failure(what, "not to list", extra.nextSetBit(0), "it does, and nobody wrote there");
    }
    return ranges;
  }

  /** Checks a diff that compares content. */
  List<DiffRange> checkExact(String what, Cursor<DiffRange> diff) {
    BitSet found = new BitSet();
    List<DiffRange> ranges = collect(what, diff, found);
    BitSet wrong = (BitSet) found.clone();
    wrong.xor(differing);
    if (!wrong.isEmpty()) {
      int part = wrong.nextSetBit(0);
      throw failure(
          what,
          differing.get(part) ? "to list the change at" : "not to list",
          part,
          differing.get(part) ? "it is missing" : "it does, and the bytes are equal");
    }
    return ranges;
  }

  /** Parts of 4 KiB whose bytes differ. */
  int differingParts() {
    return differing.cardinality();
  }

  private List<DiffRange> collect(String what, Cursor<DiffRange> diff, BitSet found) {
    var ranges = new ArrayList<DiffRange>();
    while (diff.hasNext()) {
      DiffRange range = diff.next();
      ranges.add(range);
      collectParts(what, range, found);
    }
    return ranges;
  }

  private void collectParts(String what, DiffRange range, BitSet found) {
    int first = (int) (range.range().startByte() / PART_BYTES);
    int end = (int) Math.ceilDiv(range.range().endByte(), (long) PART_BYTES);
    for (int part = first; part < end; part++) {
      found.set(part);
      boolean zero = comparison.isZero(to, range(part));
      if (zero != (range.kind() == DiffRange.Kind.CLEARED)) {
        throw failure(what, zero ? "CLEARED at" : "DATA at", part, "found " + range.kind());
      }
    }
  }

  private DemoFailedException failure(String what, String expected, int part, String found) {
    return new DemoFailedException(
        "expected the diff %s of rounds %d and %d %s byte %d, but %s"
            .formatted(what, from, to, expected, (long) part * PART_BYTES, found));
  }

  private static BitSet minus(BitSet all, BitSet without) {
    BitSet rest = (BitSet) all.clone();
    rest.andNot(without);
    return rest;
  }

  private static PageRange range(int part) {
    return PageRange.ofLength((long) part * PART_BYTES, PART_BYTES);
  }
}
