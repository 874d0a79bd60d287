package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Takes away data segments, or their records alone, once nothing needs them. */
final class SegmentRemoval {
  private final SegmentStore segments;
  private final StoreDirectory directory;

  /** Held while files are removed, names are forwarded, and while a hint becomes a reference. */
  private final ReentrantLock lock = new ReentrantLock();

  SegmentRemoval(SegmentStore segments, StoreDirectory directory) {
    this.segments = segments;
    this.directory = directory;
  }

  ReentrantLock lock() {
    return lock;
  }

  /**
   * Removes the file of a segment whose needed records were all moved, unless one was not. The
   * caller makes sure that requests that may have looked up a record there have ended.
   */
  boolean dropRecords(Segment segment) throws IOException {
    boolean[] dropped = {false};
    removing(
        () -> {
          StoreFile file = segment.file;
          if (file != null && segment.emptying && !segment.kept && !segments.isReclaimPaused()) {
            file.close();
            segment.file = null;
            segment.endByte = 0;
            segment.emptying = false;
            directory.files().delete(directory.segment(segment.number));
            dropped[0] = true;
          }
        });
    return dropped[0];
  }

  private void removing(Faults.Work work) throws IOException {
    lock.lock();
    try {
      segments.appender().alone(work);
    } finally {
      lock.unlock();
    }
  }

  /** Lets the segments go that nothing referred to since the store was opened. */
  void releaseOrphans() {
    segments.all().forEach(segment -> segment.orphan = false);
  }

  /** Marks the segments nothing refers to now, for {@link #drop}. */
  List<Segment> retire() {
    if (segments.isReclaimPaused()) {
      return List.of();
    }
    List<Segment> unneeded = new ArrayList<>();
    for (Segment segment : segments.all()) {
      if (isUnneeded(segment)) {
        // Marked before it is looked at for good, so that a reference in between is not overlooked.
        segment.retired = true;
        if (isUnneeded(segment)) {
          unneeded.add(segment);
        }
      }
    }
    return unneeded;
  }

  /**
   * Removes retired segments that nothing referred to since. The caller makes sure that every
   * request that was in progress when they were retired has ended: it may have looked up a locator
   * before, and may still read it or count a reference to it.
   */
  void drop(List<Segment> candidates) throws IOException {
    removing(
        () -> {
          for (Segment segment : candidates) {
            if (segment.retired && isUnneeded(segment) && !segments.isReclaimPaused()) {
              remove(segment);
            }
          }
        });
  }

  /** Removes everything unneeded, the newest segment too; for a store that takes no requests. */
  void dropUnneeded() throws IOException {
    segments.appender().endSegment();
    for (List<Segment> unneeded = retire(); !unneeded.isEmpty(); unneeded = retire()) {
      drop(unneeded);
    }
  }

  private boolean isUnneeded(Segment segment) {
    return !segments.appender().isActive(segment)
        && !segment.orphan
        && segment.references.get() == 0;
  }

  private void remove(Segment segment) throws IOException {
    segments.forget(segment);
    StoreFile file = segment.file;
    if (file != null) {
      file.close();
      directory.files().delete(directory.segment(segment.number));
    }
    directory.files().delete(directory.hints(segment.number));
    Moves moves = segment.moves;
    if (moves != null) {
      directory.files().delete(directory.moves(segment.number));
      segments.pin(moves.targets(), -1);
    }
  }
}
