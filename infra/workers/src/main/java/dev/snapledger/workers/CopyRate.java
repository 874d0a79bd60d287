package dev.snapledger.workers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A limit on the bytes that filling disks may read in a second, over all disks of the node; it may
 * be changed while they are filled.
 *
 * <p>A token bucket that may go into debt: who asks may go on as long as there is no debt, and then
 * says what was read. So one chunk larger than the bucket passes, and is paid for afterwards.
 */
public final class CopyRate {
  /** No limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Tokens for so long a time are kept at most, so that a pause is not made up for by a burst. */
  static final Duration BURST_MAX = Duration.ofMillis(100);

  private static final double NANOS_PER_SECOND = 1e9;

  private final InstantSource clock;
  private long bytesPerSecondMax;
  private double tokens;
  private Instant filledAt;

  /**
   * A limit from now on.
   *
   * @param bytesPerSecondMax at least 1
   */
  public CopyRate(InstantSource clock, long bytesPerSecondMax) {
    this.clock = clock;
    this.bytesPerSecondMax = legal(bytesPerSecondMax);
    this.filledAt = clock.instant();
  }

  /**
   * Another limit from now on; what was read under the old one is paid for at the new rate.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public synchronized void limitTo(long newBytesPerSecondMax) {
    fill();
    bytesPerSecondMax = legal(newBytesPerSecondMax);
  }

  /** The limit in force. */
  public synchronized long bytesPerSecondMax() {
    return bytesPerSecondMax;
  }

  /** How long to wait before reading more; zero for not at all. */
  synchronized Duration pause() {
    if (bytesPerSecondMax == UNLIMITED) {
      return Duration.ZERO;
    }
    fill();
    return tokens >= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil(-tokens / bytesPerSecondMax * NANOS_PER_SECOND));
  }

  /** Says that so much was read. */
  synchronized void spend(long bytes) {
    if (bytesPerSecondMax != UNLIMITED) {
      fill();
      tokens -= bytes;
    }
  }

  private void fill() {
    Instant now = clock.instant();
    // A clock that was set back gives nothing, and takes nothing.
    double seconds = Math.max(0, Duration.between(filledAt, now).toNanos()) / NANOS_PER_SECOND;
    double tokensMax = bytesPerSecondMax * (BURST_MAX.toNanos() / NANOS_PER_SECOND);
    tokens = Math.min(tokens + seconds * bytesPerSecondMax, tokensMax);
    filledAt = now;
  }

  private static long legal(long bytesPerSecondMax) {
    if (bytesPerSecondMax < 1) {
      throw new IllegalArgumentException(
          "expected a limit of at least 1 byte a second, but found " + bytesPerSecondMax);
    }
    return bytesPerSecondMax;
  }
}
