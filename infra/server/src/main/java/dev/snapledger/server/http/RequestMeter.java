package dev.snapledger.server.http;

/** Counts and times requests. Safe for many threads; must not fail. */
public interface RequestMeter {
  /** Counts nothing. */
  RequestMeter NONE = new RequestMeter() {};

  /** A clock for durations, in nanoseconds. */
  default long nanos() {
    return 0;
  }

  /** A request has come. */
  default void begun() {}

  /**
   * A request is over; follows each {@link #begun}.
   *
   * @param outcome what became of it
   * @param nanos time since it came, its body and that of the answer included
   */
  default void ended(Outcome outcome, long nanos) {}

  /**
   * What became of a request. No part of it is a caller's text, so that there are few of them.
   *
   * @param method method, one that the route knows, else {@code OTHER}
   * @param route pattern of the route, or {@link #NO_ROUTE}
   * @param status HTTP status; 0 if the connection was cut before the answer was complete
   */
  record Outcome(String method, String route, int status) {
    /** For paths and methods that nobody serves. */
    public static final String NO_ROUTE = "none";
  }
}
