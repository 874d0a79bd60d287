package dev.snapledger.workers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that several processes share, and that only moves when it is told to. */
public final class VirtualClock implements InstantSource {
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Lets time pass. */
  public void pass(Duration duration) {
    now = now.plus(duration);
  }

  /** Lets time pass up to an instant, if it is not over. */
  public void passTo(Instant instant) {
    now = instant.isAfter(now) ? instant : now;
  }
}
