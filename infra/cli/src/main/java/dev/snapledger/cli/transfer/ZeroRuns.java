package dev.snapledger.cli.transfer;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Finds what of a piece is not zero, in parts of 4 KiB. */
final class ZeroRuns {
  /** Fewer zeros than these are sent along, as one long request is faster than two short ones. */
  static final int GAP_BYTES_MIN = 64 << 10;

  private static final ByteBuffer ZEROS = ByteBuffer.allocate(Geometry.PART_BYTES);

  private ZeroRuns() {}

  /**
   * Runs with data, ascending.
   *
   * @param bytes whole pages; position and limit stay
   * @param startByte where the first of them belongs to
   */
  static List<PageRange> data(ByteBuffer bytes, long startByte) {
    List<PageRange> runs = new ArrayList<>();
    for (int at = 0; at < bytes.remaining(); at += Geometry.PART_BYTES) {
      int length = Math.min(Geometry.PART_BYTES, bytes.remaining() - at);
      if (!isZero(bytes.slice(bytes.position() + at, length))) {
        add(runs, PageRange.ofLength(startByte + at, length));
      }
    }
    return runs;
  }

  private static void add(List<PageRange> runs, PageRange range) {
    PageRange last = runs.isEmpty() ? null : runs.getLast();
    if (last != null && range.startByte() - last.endByte() < GAP_BYTES_MIN) {
      runs.set(runs.size() - 1, new PageRange(last.startByte(), range.endByte()));
    } else {
      runs.add(range);
    }
  }

  /** Whether all of at most 4 KiB are zero. */
  static boolean isZero(ByteBuffer bytes) {
    return bytes.mismatch(ZEROS.slice(0, bytes.remaining())) < 0;
  }
}
