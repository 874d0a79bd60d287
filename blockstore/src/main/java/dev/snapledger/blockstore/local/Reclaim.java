package dev.snapledger.blockstore.local;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes data segments nothing refers to, once nobody can have looked them up before.
 *
 * <p>Two phases, so that neither requests nor reclaim wait for each other: unreferenced segments
 * are retired and the phase of new requests is changed; when the last request of the old phase has
 * ended, the segments still unreferenced go. Any thread may call.
 */
final class Reclaim {
  private static final Logger LOG = LoggerFactory.getLogger(Reclaim.class);

  private final SegmentStore segments;
  private final ReentrantLock running = new ReentrantLock();
  private final AtomicIntegerArray requests = new AtomicIntegerArray(2);
  private final Object ended = new Object();
  private volatile boolean awaited;
  private volatile int phase;
  private volatile List<Segment> retired = List.of();

  Reclaim(SegmentStore segments) {
    this.segments = segments;
  }

  /** Begins a request; to be given back to {@link #leave}. */
  int enter() {
    while (true) {
      int entered = phase;
      requests.incrementAndGet(entered);
      if (entered == phase) {
        return entered;
      }
      count(entered);
    }
  }

  void leave(int entered) {
    if (count(entered) == 0 && !retired.isEmpty() && entered != phase) {
      run();
    }
  }

  private int count(int entered) {
    int left = requests.decrementAndGet(entered);
    if (left == 0 && awaited) {
      synchronized (ended) {
        ended.notifyAll();
      }
    }
    return left;
  }

  /** Drops what was retired before, if its requests have ended, and retires what is new. */
  void run() {
    if (!running.tryLock()) {
      return;
    }
    try {
      dropRetired();
      if (retired.isEmpty()) {
        retired = segments.removal().retire();
        if (!retired.isEmpty()) {
          int older = phase;
          phase = 1 - older;
          dropRetired();
        }
      }
    } catch (IOException e) {
      // Nothing refers to it, so it can go whenever somebody asks for orphans to be removed.
      LOG.warn("Removing unneeded segments failed: {}", e.toString());
    } finally {
      running.unlock();
    }
  }

  private void dropRetired() throws IOException {
    if (!retired.isEmpty() && requests.get(1 - phase) == 0) {
      List<Segment> unneeded = retired;
      retired = List.of();
      segments.removal().drop(unneeded);
    }
  }

  /** Waits until every request that is in progress now has ended. The caller is in none. */
  void awaitRequests() throws InterruptedException, IOException {
    running.lock();
    try {
      awaited = true;
      awaitPhase(1 - phase);
      dropRetired();
      int older = phase;
      phase = 1 - older;
      awaitPhase(older);
    } finally {
      awaited = false;
      running.unlock();
    }
  }

  private void awaitPhase(int older) throws InterruptedException {
    synchronized (ended) {
      while (requests.get(older) != 0) {
        ended.wait();
      }
    }
  }
}
