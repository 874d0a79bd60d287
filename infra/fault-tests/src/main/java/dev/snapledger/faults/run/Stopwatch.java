package dev.snapledger.faults.run;

import dev.snapledger.cli.output.Console;
import dev.snapledger.faults.member.Timeline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The time of a run: waits, and prints lines that begin with the seconds since its start. */
final class Stopwatch {
  private static final long LOOK_MILLIS = 25;

  private final InstantSource time;
  private final Console console;
  private final Timeline timeline;
  private final long startMillis;

  Stopwatch(InstantSource time, Console console, Timeline timeline) {
    this.time = time;
    this.console = console;
    this.timeline = timeline;
    this.startMillis = time.millis();
  }

  /** Now, in milliseconds since 1970. */
  long nowMillis() {
    return time.millis();
  }

  /** Time since a moment in milliseconds since 1970. */
  Duration since(long millis) {
    return Duration.ofMillis(time.millis() - millis);
  }

  void line(String text) {
    console.line("%7.1f s  %s".formatted((time.millis() - startMillis) / 1e3, text));
  }

  /**
   * Waits until a condition holds.
   *
   * @param what for people; asked for at a failure only
   * @throws FaultTestException if it does not within {@code max}, or a member told a failure
   */
  void await(Supplier<String> what, Duration max, BooleanSupplier condition)
      throws FaultTestException, InterruptedException {
    long end = time.millis() + max.toMillis();
    while (true) {
      checkNoFailure();
      if (condition.getAsBoolean()) {
        return;
      }
      if (time.millis() > end) {
        throw new FaultTestException(
            "expected %s within %s s".formatted(what.get(), max.toSeconds()));
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  void pause(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }

  void checkNoFailure() throws FaultTestException {
    String failure = timeline.failure();
    if (failure != null) {
      throw new FaultTestException(failure);
    }
  }

  static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1e3);
  }
}
