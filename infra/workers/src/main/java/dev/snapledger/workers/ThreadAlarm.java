package dev.snapledger.workers;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An alarm with one thread of its own. */
public final class ThreadAlarm implements Alarm, AutoCloseable {
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("workers-alarm").factory());

  /** Starts the thread with its first task. */
  public ThreadAlarm() {
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    try {
      var _ = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      if (!thread.isShutdown()) {
        throw e;
      }
      // Closed: what was to come later comes after the next start.
    }
  }

  /** Forgets all tasks that are not running yet. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
