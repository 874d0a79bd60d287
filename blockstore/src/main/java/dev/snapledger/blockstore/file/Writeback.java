package dev.snapledger.blockstore.file;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes a long write durable on a thread of its own while it goes on, so that the device works from
 * the beginning and the sync at the end finds little to do. It replaces no sync.
 *
 * <p>For one thread at a time.
 */
public final class Writeback {
  /** Bytes between two syncs: long enough for the device, short enough for the last one. */
  public static final long EVERY_BYTES = 32L << 20;

  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("writeback-", 0).factory();

  private final Sync sync;
  private final long everyBytes;
  private long waitingBytes;
  private @Nullable FutureTask<Sync> running;

  /** What makes everything written so far durable. */
  @FunctionalInterface
  public interface Sync {
    void run() throws IOException;
  }

  /** Syncs in that way, after so many bytes each. */
  public Writeback(Sync sync, long everyBytes) {
    this.sync = sync;
    this.everyBytes = everyBytes;
  }

  /**
   * Takes note of bytes that were written; may start a sync, if none runs.
   *
   * @throws IOException what the sync before threw
   */
  public void wrote(long bytes) throws IOException {
    waitingBytes += bytes;
    FutureTask<Sync> before = running;
    if (waitingBytes < everyBytes || (before != null && !before.isDone())) {
      return;
    }
    finish();
    waitingBytes = 0;
    FutureTask<Sync> task = new FutureTask<>(this::syncOnce);
    running = task;
    THREADS.newThread(task).start();
  }

  /**
   * Waits for the sync that runs.
   *
   * @throws IOException what it threw
   */
  public void finish() throws IOException {
    FutureTask<Sync> before = running;
    running = null;
    if (before != null) {
      await(before);
    }
  }

  private Sync syncOnce() throws IOException {
    sync.run();
    return sync;
  }

  private static void await(FutureTask<Sync> task) throws IOException {
    try {
      Sync _ = Uninterruptible.get(task);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException runtime -> throw runtime;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException("expected a known failure", e);
      }
    }
  }
}
