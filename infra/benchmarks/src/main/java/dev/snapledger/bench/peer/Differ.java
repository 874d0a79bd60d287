package dev.snapledger.bench.peer;

import dev.snapledger.bench.disk.RangeList;
import java.io.IOException;
import org.roaringbitmap.RoaringBitmap;

/** A way to ask what changed between two snapshots. */
public interface Differ {
  /** Its name for people. */
  String label();

  /** Measured: the ranges changed after one snapshot up to a later one. */
  RangeList diff(int from, int to) throws IOException;

  /**
   * Holds an answer against the blocks that really changed.
   *
   * @throws dev.snapledger.bench.disk.MismatchException if one is missing
   */
  void check(RangeList answer, RoaringBitmap changed);
}
