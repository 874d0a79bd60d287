package dev.snapledger.cli.remote;

import dev.snapledger.cli.stop.StopRequest;
import dev.snapledger.cli.stop.StoppedException;
import java.time.Duration;

/** Waiting that ends at once when the process shall end. */
final class Pauses {
  private final StopRequest stop;
  private final boolean last;

  private Pauses(StopRequest stop, boolean last) {
    this.stop = stop;
    this.last = last;
  }

  static Pauses until(StopRequest stop) {
    return new Pauses(stop, false);
  }

  /** For what has to be done although the process shall end. */
  Pauses last() {
    return new Pauses(stop, true);
  }

  boolean isLast() {
    return last;
  }

  /**
   * Does nothing until the process shall end.
   *
   * @throws StoppedException from then on
   */
  void check() {
    if (!last) {
      stop.check();
    }
  }

  /**
   * Waits that long.
   *
   * @throws StoppedException if the process shall end
   */
  void pause(Duration time) {
    try {
      var _ = stop.await(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    check();
  }
}
