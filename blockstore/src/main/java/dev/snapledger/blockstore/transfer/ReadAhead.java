package dev.snapledger.blockstore.transfer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fills buffers on threads of its own while earlier ones are used, and hands them out in order.
 *
 * <p>For one thread. Memory is bounded: {@link Piece#BYTES_MAX} for each reader, and for two more.
 * Its threads are never interrupted, since that would close the files they read.
 *
 * @param <P> what to read next
 * @param <T> what came of it; its bytes are valid until the next call of {@link #next}
 */
public final class ReadAhead<P, T> implements AutoCloseable {
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("transfer-read-", 0).factory();

  private final Iterator<P> pieces;
  private final Fill<P, T> fill;
  private final ExecutorService readers;
  private final Deque<Slot<T>> reading = new ArrayDeque<>();
  private final Deque<ByteBuffer> free = new ArrayDeque<>();
  private @Nullable ByteBuffer used;

  public ReadAhead(int threads, Iterator<P> pieces, Fill<P, T> fill) {
    this.pieces = pieces;
    this.fill = fill;
    this.readers = Executors.newFixedThreadPool(threads, THREADS);
    for (int i = 0; i < threads + 2; i++) {
      free.add(ByteBuffer.allocateDirect(Piece.BYTES_MAX));
    }
  }

  /** Reads one piece into a cleared buffer, on a reader's thread. */
  @FunctionalInterface
  public interface Fill<P, T> {
    T fill(P piece, ByteBuffer buffer) throws IOException;
  }

  private record Slot<T>(ByteBuffer buffer, Future<T> result) {}

  /** The next piece, or null at the end. Throws what reading it threw. */
  public @Nullable T next() throws IOException {
    if (used != null) {
      free.add(used);
      used = null;
    }
    while (!free.isEmpty() && pieces.hasNext()) {
      ByteBuffer buffer = free.remove().clear();
      P piece = pieces.next();
      reading.add(new Slot<>(buffer, readers.submit(() -> fill.fill(piece, buffer))));
    }
    Slot<T> slot = reading.poll();
    if (slot == null) {
      return null;
    }
    used = slot.buffer();
    return await(slot.result());
  }

  private static <T> T await(Future<T> result) throws IOException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("transfer was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException runtime -> throw runtime;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException("expected a known failure", e);
      }
    }
  }

  /** Waits for reads under way; drops the rest. */
  @Override
  public void close() {
    reading.forEach(slot -> slot.result().cancel(false));
    readers.shutdown();
    boolean interrupted = false;
    while (!readers.isTerminated()) {
      try {
        readers.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
