package dev.snapledger.blockstore.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of bytes, kept as half-open ranges that neither touch nor overlap. One thread at a time.
 */
final class ByteRanges {
  private final TreeMap<Long, Long> endByStart = new TreeMap<>();
  private long totalBytes;

  /** Bytes {@code [startByte, endByte)}; never empty. */
  record Range(long startByte, long endByte) {
    long length() {
      return endByte - startByte;
    }
  }

  boolean isEmpty() {
    return endByStart.isEmpty();
  }

  long totalBytes() {
    return totalBytes;
  }

  void clear() {
    endByStart.clear();
    totalBytes = 0;
  }

  void add(long startByte, long endByte) {
    if (startByte >= endByte) {
      return;
    }
    long start = startByte;
    long end = endByte;
    Map.Entry<Long, Long> touching = endByStart.floorEntry(end);
    while (touching != null && touching.getValue() >= start) {
      start = Math.min(start, touching.getKey());
      end = Math.max(end, touching.getValue());
      take(touching);
      touching = endByStart.floorEntry(end);
    }
    put(start, end);
  }

  void remove(long startByte, long endByte) {
    if (startByte >= endByte) {
      return;
    }
    Map.Entry<Long, Long> overlapping = endByStart.lowerEntry(endByte);
    while (overlapping != null && overlapping.getValue() > startByte) {
      take(overlapping);
      put(overlapping.getKey(), Math.min(startByte, overlapping.getValue()));
      put(Math.max(endByte, overlapping.getKey()), overlapping.getValue());
      overlapping = endByStart.lowerEntry(overlapping.getKey());
    }
  }

  private void take(Map.Entry<Long, Long> range) {
    endByStart.remove(range.getKey());
    totalBytes -= range.getValue() - range.getKey();
  }

  private void put(long start, long end) {
    if (start < end) {
      endByStart.put(start, end);
      totalBytes += end - start;
    }
  }

  List<Range> all() {
    List<Range> ranges = new ArrayList<>();
    endByStart.forEach((start, end) -> ranges.add(new Range(start, end)));
    return ranges;
  }

  /** What of a range is not in the set, ordered. */
  List<Range> missing(long startByte, long endByte) {
    List<Range> missing = new ArrayList<>();
    long at = startByte;
    Map.Entry<Long, Long> before = endByStart.floorEntry(startByte);
    if (before != null) {
      at = Math.max(at, before.getValue());
    }
    for (Map.Entry<Long, Long> range :
        endByStart.tailMap(startByte, false).headMap(endByte, false).entrySet()) {
      if (at < range.getKey()) {
        missing.add(new Range(at, range.getKey()));
      }
      at = Math.max(at, range.getValue());
    }
    if (at < endByte) {
      missing.add(new Range(at, endByte));
    }
    return missing;
  }

  boolean covers(long startByte, long endByte) {
    if (startByte >= endByte) {
      return true;
    }
    Map.Entry<Long, Long> range = endByStart.floorEntry(startByte);
    return range != null && range.getValue() >= endByte;
  }
}
