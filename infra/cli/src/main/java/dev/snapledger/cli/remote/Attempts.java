package dev.snapledger.cli.remote;

import dev.snapledger.cli.output.ShownException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tries again what a cut connection or a busy server ended, later each time. */
final class Attempts {
  private static final int STATUS_BUSY = 503;

  private Attempts() {}

  /** One try; it may be made several times. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException;
  }

  /**
   * Tries, and tries again.
   *
   * @param what what is done, for the error
   * @throws ShownException if the last attempt failed too
   */
  static <T> T run(Pauses pauses, String what, Attempt<T> attempt) {
    Duration pause = ClientLimits.PAUSE_FIRST;
    for (int tried = 1; ; tried++) {
      @Nullable Exception failure;
      try {
        return attempt.run();
      } catch (IOException e) {
        failure = e;
      } catch (PageBlobException e) {
        if (e.status() != STATUS_BUSY) {
          throw e;
        }
        failure = e;
      }
      if (tried == ClientLimits.ATTEMPTS_MAX || pauses.isLast()) {
        throw new ShownException(
            "expected to %s, but failed %d times, at last with: %s"
                .formatted(what, tried, textOf(failure)),
            failure);
      }
      pauses.pause(pause);
      pause = shorter(pause.multipliedBy(2), ClientLimits.PAUSE_MAX);
    }
  }

  static String textOf(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
