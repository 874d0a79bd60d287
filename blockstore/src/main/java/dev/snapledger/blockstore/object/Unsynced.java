package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.object.ByteRanges.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sync of a file has to store: the file is cut, then ranges are laid over it.
 *
 * @param cutBytes what the log has beyond that is gone
 * @param sizeBytes size of the file then
 * @param ranges what was written, within that size
 */
record Unsynced(long cutBytes, long sizeBytes, List<Range> ranges) {
  /** Of a file of that size; what was written beyond it is gone. */
  static Unsynced of(long cutBytes, long sizeBytes, ByteRanges written) {
    List<Range> ranges = new ArrayList<>();
    for (Range range : written.all()) {
      if (range.startByte() < sizeBytes) {
        ranges.add(new Range(range.startByte(), Math.min(range.endByte(), sizeBytes)));
      }
    }
    return new Unsynced(cutBytes, sizeBytes, ranges);
  }
}
