package dev.snapledger.server.query;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Streams of changes that are being sent; closing ends all of them. Safe for many threads. */
public final class OpenStreams implements AutoCloseable {
  private final Semaphore places = new Semaphore(QueryLimits.CHANGE_STREAMS_MAX);
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Sends one stream. */
  @FunctionalInterface
  interface Sending {
    /** Sends all of it, until it is over or {@link #isClosed}. */
    void run() throws IOException;
  }

  /** Whether another stream may be begun. */
  boolean hasPlace() {
    return !closed && places.availablePermits() > 0;
  }

  boolean isClosed() {
    return closed;
  }

  /** Sends a stream on this thread; does nothing if the last place was taken meanwhile. */
  void send(Sending sending) throws IOException {
    if (!places.tryAcquire()) {
      return;
    }
    threads.add(Thread.currentThread());
    try {
      if (!closed) {
        sending.run();
      }
    } catch (RuntimeException e) {
      if (!closed) { // Otherwise it was interrupted.
        throw e;
      }
    } finally {
      threads.remove(Thread.currentThread());
      places.release();
    }
  }

  /** Ends all streams; further ones are refused. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }
}
