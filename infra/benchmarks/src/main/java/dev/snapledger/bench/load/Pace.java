package dev.snapledger.bench.load;

import java.time.Duration;

/**
 * When each of a series of sends is due: evenly, from a start, whatever becomes of those before.
 *
 * <p>Latency is counted from when a send was due, so that a slow answer cannot hide the wait of
 * those that had to queue behind it.
 *
 * @param startNanos due time of the first, as of {@link System#nanoTime}
 * @param perSecond sends a second
 */
record Pace(long startNanos, long perSecond) {
  private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  /** Due time of send {@code index}, from 0. */
  long dueNanos(long index) {
    return startNanos + index * NANOS_PER_SECOND / perSecond;
  }
}
