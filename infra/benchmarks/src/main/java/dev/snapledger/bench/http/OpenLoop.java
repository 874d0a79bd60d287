package dev.snapledger.bench.http;

import dev.snapledger.bench.figure.Percentiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a fixed rate, whatever the answers take: one that could not be sent in time, since
 * all connections waited, has waited from when it was due.
 *
 * @param perSecond requests that are due in each second
 * @param requests how many, at least 1
 */
record OpenLoop(int perSecond, int requests) {
  /** Sends requests on one connection; for one thread. */
  interface Sender extends AutoCloseable {
    /**
     * Sends one, and waits for its answer.
     *
     * @param number which, from 0
     */
    void send(int number) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Opens connections. */
  interface Connector {
    Sender connect() throws IOException;
  }

  /** What was measured. */
  static final class Measured {
    private final long[] nanos;
    private final long allNanos;

    /**
     * Sorts the times.
     *
     * @param nanos of each request, from when it was due to the end of its answer
     * @param allNanos from the first to the last
     */
    Measured(long[] nanos, long allNanos) {
      this.nanos = nanos.clone();
      this.allNanos = allNanos;
      Arrays.sort(this.nanos);
    }

    /** Answers in each second. */
    double rate() {
      return nanos.length * (double) TimeUnit.SECONDS.toNanos(1) / allNanos;
    }

    /** A percentile of the times, in ms. */
    double millis(int percent) {
      return Percentiles.of(nanos, percent) / 1e6;
    }
  }

  Measured run(Connector connector, int connections) throws IOException {
    long[] nanos = new long[requests];
    AtomicInteger next = new AtomicInteger();
    List<Sender> senders = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        senders.add(connector.connect());
      }
      long begin = System.nanoTime();
      List<Future<?>> running = new ArrayList<>();
      for (Sender sender : senders) {
        running.add(
            threads.submit(
                () -> {
                  send(sender, next, begin, nanos);
                  return null;
                }));
      }
      await(running);
      long allNanos = System.nanoTime() - begin;
      return new Measured(nanos, allNanos);
    } finally {
      for (Sender sender : senders) {
        sender.close();
      }
    }
  }

  private void send(Sender sender, AtomicInteger next, long begin, long[] nanos)
      throws IOException {
    long stepNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (int n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
      long due = begin + n * stepNanos;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      sender.send(n);
      nanos[n] = System.nanoTime() - due;
    }
  }

  private static void await(List<Future<?>> running) throws IOException {
    try {
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(
          "expected every request to be answered rightly, but " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for answers", e);
    }
  }
}
