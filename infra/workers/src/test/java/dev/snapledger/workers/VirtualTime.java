package dev.snapledger.workers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A clock, its alarms, and an executor that runs nothing by itself. For one thread. */
final class VirtualTime implements InstantSource, Alarm, Executor {
  private final Queue<Entry> alarms =
      new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::number));
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private long number;

  private record Entry(Instant due, long number, Runnable task) {}

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void after(Duration delay, Runnable task) {
    alarms.add(new Entry(now.plus(delay), number++, task));
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Takes the next task; null if none is ready. */
  @Nullable Runnable poll() {
    return tasks.poll();
  }

  /** Lets time pass up to the next alarm, which becomes a task. */
  void passToNextAlarm() {
    Entry next = alarms.remove();
    now = next.due().isAfter(now) ? next.due() : now;
    tasks.add(next.task());
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }

  /** The process is gone, and all that it had in memory. */
  void forgetAll() {
    alarms.clear();
    tasks.clear();
  }
}
