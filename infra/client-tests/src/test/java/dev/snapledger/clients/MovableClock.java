package dev.snapledger.clients;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The machine's clock, but for as long as a test holds it at a time. Safe for many threads. */
final class MovableClock implements InstantSource {
  private volatile @Nullable Instant held;

  @Override
  public Instant instant() {
    Instant time = held;
    return time == null ? Instant.now() : time;
  }

  /** Holds it; it goes on when that is closed. */
  Held at(Instant time) {
    held = time;
    return () -> held = null;
  }

  /** A clock that stands still. */
  @FunctionalInterface
  interface Held extends AutoCloseable {
    @Override
    void close();
  }
}
