package dev.snapledger.blockstore.api;

import java.util.List;

/**
 * What a reclaim did with each segment it looked at, or would do.
 *
 * @param segments in the order they were looked at
 */
public record ReclaimReport(List<SegmentReclaim> segments) {

  /** How it went with one segment. */
  public enum Outcome {
    /** Nothing needs it, so its file goes. */
    REMOVED,
    /** What is needed of it was written elsewhere, and its file went. */
    COMPACTED,
    /** As above, but a late request needs a record that was not moved; the next reclaim sees it. */
    KEPT,
    /** A needed record is damaged, so everything stayed where it was. */
    DAMAGED
  }

  /**
   * One segment.
   *
   * @param fileBytes length of its file before
   * @param movedBytes bytes of its records that were written elsewhere
   */
  public record SegmentReclaim(int segment, Outcome outcome, long fileBytes, long movedBytes) {
    /** Bytes the store takes less. */
    public long freedBytes() {
      return switch (outcome) {
        case REMOVED, COMPACTED -> fileBytes - movedBytes;
        case KEPT -> -movedBytes;
        case DAMAGED -> 0;
      };
    }
  }

  /** Copies the list. */
  public ReclaimReport {
    segments = List.copyOf(segments);
  }

  /** Bytes the store takes less, in all. */
  public long freedBytes() {
    return segments.stream().mapToLong(SegmentReclaim::freedBytes).sum();
  }

  /** Bytes written elsewhere, in all. */
  public long movedBytes() {
    return segments.stream().mapToLong(SegmentReclaim::movedBytes).sum();
  }
}
