package dev.snapledger.workers;

import java.time.Duration;

/** Port: runs something later. */
@FunctionalInterface
public interface Alarm {
  /**
   * Runs a quick task once, after a delay, on any thread. An alarm that was closed may forget it.
   */
  void after(Duration delay, Runnable task);
}
