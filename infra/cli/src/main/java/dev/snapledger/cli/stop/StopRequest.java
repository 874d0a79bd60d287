package dev.snapledger.cli.stop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish of a person (Ctrl-C) or the system (SIGTERM) that this process ends. The process stays
 * until the work is closed, so that it can end in good order, but no longer than {@value
 * #CLOSE_SECONDS_MAX} seconds; work that takes longer ends as by a kill, which is safe.
 *
 * <p>Threads are never interrupted, because that would close files under them: work looks here at
 * its borders. Safe for many threads.
 */
public final class StopRequest implements AutoCloseable {
  /** Longest time that closing a node and its broker is waited for, in seconds. */
  public static final int CLOSE_SECONDS_MAX = 60;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "stop");

  private StopRequest() {}

  /** Listens from now on. */
  public static StopRequest listen() {
    var request = new StopRequest();
    Runtime.getRuntime().addShutdownHook(request.hook);
    return request;
  }

  /** Whether the process shall end. */
  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /**
   * Does nothing until the process shall end.
   *
   * @throws StoppedException from then on
   */
  public void check() {
    if (isAsked()) {
      throw new StoppedException();
    }
  }

  /**
   * Waits until the process shall end, but not longer than {@code time}.
   *
   * @return whether it shall end
   */
  public boolean await(Duration time) throws InterruptedException {
    return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until the process shall end. */
  public void await() throws InterruptedException {
    asked.await();
  }

  private void stopAndWait() {
    asked.countDown();
    try {
      var _ = closed.await(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work is closed: the process may end. */
  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // It runs already, and now ends.
    }
  }
}
