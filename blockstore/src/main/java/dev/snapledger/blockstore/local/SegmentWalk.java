package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads segments from end to end, a window at a time, while other threads check the records of the
 * windows before.
 *
 * <p>Each window is read in a request of its own, so that neither reclaim nor close wait for more
 * than that. A segment that is retired or gone by then is left. For one thread.
 */
final class SegmentWalk implements AutoCloseable {
  private static final int THREADS_MAX = 4;

  private final OpenStore store;
  private final ScrubRequest request;
  private final ScrubBorder border;
  private final ExecutorService checkers;
  private final Deque<SegmentWindow> free = new ArrayDeque<>();
  private final Deque<CompletableFuture<SegmentWindow>> checking = new ArrayDeque<>();
  private final SoundRecords sound;
  private final StrayPlaces strays;
  private final long segmentBytesMax;
  private int windowsLeft;
  private long records;

  SegmentWalk(
      OpenStore store,
      ScrubRequest request,
      ScrubBorder border,
      SoundRecords sound,
      StrayPlaces strays) {
    this.store = store;
    this.request = request;
    this.border = border;
    this.sound = sound;
    this.strays = strays;
    // Checksums keep up with any disk on one thread; restoring and hashing blocks does not.
    int threads =
        request.depth() == ScrubDepth.SHALLOW
            ? 1
            : Math.clamp(Runtime.getRuntime().availableProcessors(), 1, THREADS_MAX);
    this.checkers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("scrub-", 0).factory());
    this.windowsLeft = threads + 2;
    this.segmentBytesMax =
        store.segments().all().stream().mapToLong(segment -> segment.endByte).max().orElse(0);
  }

  /** Whole records met so far, sound or not. */
  long records() {
    return records;
  }

  /** Walks one segment; ends early if that goes, or the scrub is to end. */
  void walk(Segment segment) {
    sound.startSegment(segment.number);
    // In this order: what is appended in between is behind the end.
    boolean growing = store.segments().appender().isActive(segment);
    long end = segment.endByte;
    long position = 0;
    while (position < end && position >= 0 && !border.hasEnded()) {
      long next = readWindow(segment, position, end);
      border.passed((next < 0 ? end : next) - position);
      position = next < 0 ? -1 : next;
    }
    while (!checking.isEmpty()) {
      takeResults(segment.number);
    }
    boolean all = position >= end;
    sound.endSegment(all ? (growing ? end : Long.MAX_VALUE) : Math.max(0, position));
  }

  /** Returns where the next window starts, or -1 if the segment is gone. */
  private long readWindow(Segment segment, long position, long end) {
    SegmentWindow window = freeWindow(segment.number);
    long bytes = Math.min(window.capacity(), end - position);
    request.pace().await(bytes);
    Reading reading = store.requests().using(() -> read(segment, window, position, end));
    if (reading == Reading.DONE && !window.isEmpty()) {
      long next = window.findRecords(end, at -> strays.add(segment.number, at));
      checking.add(CompletableFuture.supplyAsync(() -> window.check(request.depth()), checkers));
      return next;
    }
    free.add(window);
    if (reading == Reading.GONE) {
      return -1;
    }
    strays.add(segment.number, position);
    return reading == Reading.FAILED ? position + bytes : end;
  }

  private enum Reading {
    DONE,
    GONE,
    FAILED
  }

  private Reading read(Segment segment, SegmentWindow window, long position, long end) {
    StoreFile file = segment.file;
    boolean gone = segment.retired || !segment.equals(store.segments().find(segment.number));
    if (gone || file == null) {
      return Reading.GONE;
    }
    try {
      window.read(file, position, end);
      return Reading.DONE;
    } catch (IOException _) {
      return Reading.FAILED; // What is referred to in there is looked at record by record.
    }
  }

  private SegmentWindow freeWindow(int segment) {
    if (free.isEmpty() && windowsLeft > 0) {
      windowsLeft--;
      return new SegmentWindow(segmentBytesMax);
    }
    if (free.isEmpty()) {
      takeResults(segment);
    }
    return free.remove();
  }

  private void takeResults(int segment) {
    SegmentWindow window = checking.remove().join();
    window.results(
        (position, storedBytes, blockCrc) -> {
          sound.add(position, storedBytes, blockCrc);
          records++;
        },
        position -> {
          strays.add(segment, position);
          records++;
        });
    free.add(window);
  }

  @Override
  public void close() {
    checkers.close();
  }
}
