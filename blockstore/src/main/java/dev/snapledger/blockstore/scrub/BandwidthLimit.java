package dev.snapledger.blockstore.scrub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * So many bytes a second, on average since the first read. For one thread.
 *
 * <p>Each read is paid for by the wait before the next one. Time not used is not saved up: what
 * comes after a pause begins anew.
 */
public final class BandwidthLimit implements Pace {
  private static final double NANOS_PER_SECOND = 1e9;

  private final InstantSource clock;
  private final Waiting waiting;
  private final long bytesPerSecondMax;
  private Instant paidUntil = Instant.MIN;
  private Duration owed = Duration.ZERO;

  /** Lets time pass. */
  @FunctionalInterface
  public interface Waiting {
    /** Returns when the time is over, or earlier if there is a reason to. */
    void pass(Duration time);
  }

  /**
   * A limit.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public BandwidthLimit(InstantSource clock, Waiting waiting, long bytesPerSecondMax) {
    if (bytesPerSecondMax < 1) {
      throw new IllegalArgumentException(
          "expected a limit of at least 1 byte a second, but found " + bytesPerSecondMax);
    }
    this.clock = clock;
    this.waiting = waiting;
    this.bytesPerSecondMax = bytesPerSecondMax;
  }

  @Override
  public void await(long bytes) {
    Instant now = clock.instant();
    Instant due = paidUntil;
    if (due.isAfter(now.plus(owed))) {
      due = now.plus(owed); // The clock was set back.
    }
    if (due.isAfter(now)) {
      waiting.pass(Duration.between(now, due));
    } else {
      due = now;
    }
    owed = Duration.ofNanos((long) Math.ceil(bytes * NANOS_PER_SECOND / bytesPerSecondMax));
    paidUntil = due.plus(owed);
  }
}
