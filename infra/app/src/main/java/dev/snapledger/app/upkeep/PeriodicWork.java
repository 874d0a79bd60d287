package dev.snapledger.app.upkeep;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs the same work again and again, on a thread of its own, with a pause before each time. */
final class PeriodicWork implements AutoCloseable {
  private final Duration every;
  private final Runnable work;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Work that may throw {@link CancellationException} when it finds that it shall end.
   *
   * @param name of the thread
   */
  PeriodicWork(String name, Duration every, Runnable work) {
    this.every = every;
    this.work = work;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopped.await(every.toSeconds(), TimeUnit.SECONDS)) {
        work.run();
      }
    } catch (InterruptedException | CancellationException _) {
      // It was asked to end.
    }
  }

  /** Lets time pass, but not after the work was asked to end. */
  void pass(Duration time) {
    try {
      boolean _ = stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the work shall end at its next border. */
  boolean isStopping() {
    return stopped.getCount() == 0 || Thread.currentThread().isInterrupted();
  }

  /** Asks the work to end, and waits until it has. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
