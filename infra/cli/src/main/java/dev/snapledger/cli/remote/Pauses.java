package dev.snapledger.cli.remote;

import dev.snapledger.cli.stop.StopRequest;
import dev.snapledger.cli.stop.StoppedException;
import java.time.Duration;
import java.util.function.Consumer;

/** Waiting that ends at once when the process shall end. */
final class Pauses {
  private final StopRequest stop;
  private final Consumer<Duration> wait;
  private final boolean last;

  private Pauses(StopRequest stop, Consumer<Duration> wait, boolean last) {
    this.stop = stop;
    this.wait = wait;
    this.last = last;
  }

  static Pauses until(StopRequest stop) {
    return until(stop, time -> await(stop, time));
  }

  /**
   * The same with another clock.
   *
   * @param wait waits that long
   */
  static Pauses until(StopRequest stop, Consumer<Duration> wait) {
    return new Pauses(stop, wait, false);
  }

  private static void await(StopRequest stop, Duration time) {
    try {
      var _ = stop.await(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** For what has to be done although the process shall end. */
  Pauses last() {
    return new Pauses(stop, wait, true);
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
    wait.accept(time);
    check();
  }
}
