package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.object.ByteRanges.Range;
import dev.snapledger.blockstore.object.Change.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts what a sync has to store into data objects, or, if it is little, makes it ready for the log.
 * Any thread may call; at most {@value #OBJECTS_AT_A_TIME} objects are in memory at a time.
 */
final class Uploader {
  private static final int OBJECTS_AT_A_TIME = 4;

  private final ObjectStore objects;
  private final long epoch;
  private final ObjectFilesSettings.Sizes sizes;
  private final AtomicLong used = new AtomicLong();
  private final Semaphore memory = new Semaphore(OBJECTS_AT_A_TIME);

  Uploader(ObjectStore objects, long epoch, ObjectFilesSettings.Sizes sizes) {
    this.objects = objects;
    this.epoch = epoch;
    this.sizes = sizes;
  }

  /** Stores the ranges of a file; nothing names them yet. */
  List<Piece> upload(CachedFile file, List<Range> ranges) throws IOException {
    if (ranges.stream().mapToLong(Range::length).sum() <= sizes.inlineBytesMax()) {
      List<Piece> pieces = new ArrayList<>();
      for (Range range : ranges) {
        pieces.add(new Piece.Inline(range.startByte(), bytes(file, range).array()));
      }
      return pieces;
    }
    List<Range> parts = new ArrayList<>();
    for (Range range : ranges) {
      for (long at = range.startByte(); at < range.endByte(); at += sizes.objectBytesMax()) {
        parts.add(new Range(at, Math.min(range.endByte(), at + sizes.objectBytesMax())));
      }
    }
    return parts.size() == 1 ? List.of(put(file, parts.getFirst())) : putTogether(file, parts);
  }

  private List<Piece> putTogether(CachedFile file, List<Range> parts) throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Piece>> running = new ArrayList<>();
      for (Range part : parts) {
        running.add(threads.submit(() -> put(file, part)));
      }
      List<Piece> pieces = new ArrayList<>();
      for (Future<Piece> piece : running) {
        pieces.add(Futures.resultOf(piece));
      }
      return pieces;
    }
  }

  private Piece put(CachedFile file, Range range) throws IOException {
    memory.acquireUninterruptibly();
    try {
      StoredObject object = StoredObject.data(epoch, used.incrementAndGet());
      ByteBuffer bytes = bytes(file, range);
      return Attempts.of(
          "storing " + object.key(),
          () -> {
            objects.put(object.key(), bytes);
            return new Piece.Stored(new Extent(range.startByte(), range.endByte(), object, 0));
          });
    } finally {
      memory.release();
    }
  }

  private static ByteBuffer bytes(CachedFile file, Range range) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(range.length()));
    file.read(range.startByte(), bytes);
    return bytes.clear();
  }
}
