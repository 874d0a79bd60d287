package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.file.Uninterruptible;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives the windows of a diff, and has the next one read on another thread while one is gone
 * through; by the caller, if no other thread has begun. Windows with little in them are read by the
 * caller alone. Who stops before the end leaves nothing behind but a window that nobody takes.
 *
 * <p>For one thread, which must not be in a request of its own: the other thread begins one, and
 * would wait for a close that waits for that request.
 */
final class WindowsAhead {
  private static final int THREADS_MAX = 4;
  private static final int IDLE_SECONDS = 2;

  /** Windows that wait for a thread; further ones are left to who wants them. */
  private static final int WAITING_MAX = 64;

  private final DiffReader reader;
  private final Requests requests;
  private final Executor threads;
  private final boolean worthIt;
  private DiffWindow window;
  private DiffWindow spare;
  private @Nullable FutureTask<Boolean> ahead;

  /** Threads for all diffs of a store. They end when idle, and drop what is too much. */
  static ExecutorService threads() {
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, THREADS_MAX);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().daemon().name("diff-", 0).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Reads ahead with such threads.
   *
   * @param entriesMin in a window, on average, for that to be worth it
   */
  WindowsAhead(DiffReader reader, Requests requests, Executor threads, int entriesMin) {
    this.reader = reader;
    this.requests = requests;
    this.threads = threads;
    this.worthIt = reader.entriesPerWindow() >= entriesMin;
    this.window = reader.newWindow();
    this.spare = worthIt ? reader.newWindow() : window;
  }

  /** The window in hand; at first one without a block. */
  DiffWindow window() {
    return window;
  }

  /** Goes to the next window with changes; false if there is none. */
  boolean advance() {
    if (!worthIt) {
      return requests.using(() -> reader.read(window));
    }
    FutureTask<Boolean> reading = ahead == null ? read(spare) : ahead;
    reading.run(); // Does nothing if another thread has begun.
    if (!result(reading)) {
      return false;
    }
    DiffWindow read = spare;
    spare = window;
    window = read;
    FutureTask<Boolean> next = read(spare);
    ahead = next;
    threads.execute(next);
    return true;
  }

  private FutureTask<Boolean> read(DiffWindow into) {
    return new FutureTask<>(() -> requests.using(() -> reader.read(into)));
  }

  private static boolean result(FutureTask<Boolean> reading) {
    try {
      return Uninterruptible.get(reading);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException runtime -> throw runtime;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException("expected a known failure", e);
      }
    }
  }
}
