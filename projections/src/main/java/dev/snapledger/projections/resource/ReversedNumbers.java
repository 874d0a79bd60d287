package dev.snapledger.projections.resource;

import java.time.Instant;

/** Numbers in keys that go from the largest to 0, so that the newest comes first. */
public final class ReversedNumbers {
  private ReversedNumbers() {}

  /** What is written for a number of at least 0; the same function leads back. */
  public static long of(long number) {
    return Long.MAX_VALUE - number;
  }

  /** What is written for a time; one before 1970 counts as that. */
  public static long of(Instant time) {
    return of(Math.max(0, time.toEpochMilli()));
  }

  /** The time for which a number was written. */
  public static Instant timeOf(long reversed) {
    return Instant.ofEpochMilli(of(reversed));
  }
}
