package dev.snapledger.server.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Interrupts threads that wait for a client for too long, since the web server's sockets wait for
 * ever. Time is counted in beats, ten in the shortest time that is waited, so that a wait costs no
 * look at a clock and no timer of its own. Safe for many threads.
 */
final class Stopwatch implements AutoCloseable {
  private static final int BEATS_OF_SHORTEST = 10;

  private final long beatMillis;
  private final AtomicLong beats = new AtomicLong();
  private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("http-stopwatch").factory());

  Stopwatch(Duration shortest) {
    this.beatMillis = Math.max(1, shortest.toMillis() / BEATS_OF_SHORTEST);
  }

  /** Lets it run; before, no time passes. */
  void start() {
    var _ = timer.scheduleAtFixedRate(this::beat, beatMillis, beatMillis, TimeUnit.MILLISECONDS);
  }

  /** The beat that comes when so much time has passed from now on. */
  long after(Duration time) {
    return beats.get() + Math.ceilDiv(time.toMillis(), beatMillis) + 1;
  }

  /** Begins to watch the calling thread, until a beat. */
  Wait begin(long untilBeat) {
    var wait = new Wait(Thread.currentThread(), untilBeat);
    waits.add(wait);
    return wait;
  }

  /** One beat: interrupts whoever waited too long. */
  void beat() {
    long now = beats.incrementAndGet();
    for (Wait wait : waits) {
      if (wait.untilBeat <= now) {
        wait.expire();
      }
    }
  }

  /** A thread that waits; closed by it when it does so no more. */
  final class Wait implements AutoCloseable {
    private final Thread thread;
    private final long untilBeat;
    private boolean ended;
    private boolean expired;

    private Wait(Thread thread, long untilBeat) {
      this.thread = thread;
      this.untilBeat = untilBeat;
    }

    private synchronized void expire() {
      if (!ended && !expired) {
        expired = true;
        thread.interrupt();
      }
    }

    /** Ends it; no interrupt comes later, and one that came is taken back. */
    @Override
    public synchronized void close() {
      ended = true;
      waits.remove(this);
      if (expired) {
        Thread.interrupted();
      }
    }
  }

  /** Stops watching. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
