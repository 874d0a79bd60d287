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

/**
 * Time of one process: a clock, alarms, and an executor that runs nothing by itself. For one
 * thread.
 */
public final class VirtualTime implements InstantSource, Alarm, Executor {
  private final Queue<Entry> alarms =
      new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::number));
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final VirtualClock clock;
  private long number;

  private record Entry(Instant due, long number, Runnable task) {}

  VirtualTime() {
    this(new VirtualClock());
  }

  /** Time by a clock that others may have as well. */
  public VirtualTime(VirtualClock clock) {
    this.clock = clock;
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public void after(Duration delay, Runnable task) {
    alarms.add(new Entry(clock.instant().plus(delay), number++, task));
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Takes the next task; null if none is ready. */
  public @Nullable Runnable poll() {
    return tasks.poll();
  }

  /** Lets time pass up to the next alarm, which becomes a task. */
  void passToNextAlarm() {
    Entry next = alarms.remove();
    clock.passTo(next.due());
    tasks.add(next.task());
  }

  /** When the next alarm is due; null if none is set. */
  public @Nullable Instant nextAlarm() {
    Entry next = alarms.peek();
    return next == null ? null : next.due();
  }

  /** Turns alarms whose time has come into tasks. */
  public void wakeDue() {
    while (!alarms.isEmpty() && !alarms.element().due().isAfter(clock.instant())) {
      tasks.add(alarms.remove().task());
    }
  }

  /** Whether a task is ready. */
  public boolean hasTask() {
    return !tasks.isEmpty();
  }

  void pass(Duration duration) {
    clock.pass(duration);
  }

  /** The process is gone, and all that it had in memory. */
  public void forgetAll() {
    alarms.clear();
    tasks.clear();
  }
}
