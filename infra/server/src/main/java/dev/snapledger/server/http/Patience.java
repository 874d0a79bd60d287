package dev.snapledger.server.http;

import java.time.Duration;

/**
 * How long a connection waits for its client. Each may last a tenth of the shortest longer.
 *
 * @param idleMax for a request to begin, or for what is sent to be taken
 * @param readMax for the head of a request from its first byte on, and for the next bytes of a body
 * @param bodyMax for a whole body
 */
public record Patience(Duration idleMax, Duration readMax, Duration bodyMax) {
  /** That of {@link ServerLimits}. */
  public static final Patience USUAL =
      new Patience(ServerLimits.IDLE_MAX, ServerLimits.READ_MAX, ServerLimits.BODY_MAX);

  public Patience {
    requirePositive(idleMax);
    requirePositive(readMax);
    requirePositive(bodyMax);
  }

  private static void requirePositive(Duration max) {
    if (!max.isPositive()) {
      throw new IllegalArgumentException("expected a time above zero, but found " + max);
    }
  }

  /** The shortest of them. */
  Duration shortest() {
    Duration shorter = idleMax.compareTo(readMax) < 0 ? idleMax : readMax;
    return shorter.compareTo(bodyMax) < 0 ? shorter : bodyMax;
  }
}
