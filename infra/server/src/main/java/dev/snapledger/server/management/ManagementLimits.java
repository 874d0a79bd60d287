package dev.snapledger.server.management;

import java.time.Duration;

/** Limits of the management port; listed in docs/operating/observability.md. */
public final class ManagementLimits {
  /** Connections at a time. */
  public static final int CONNECTIONS_MAX = 64;

  /** Requests that are worked on at a time; more get 503. */
  public static final int REQUESTS_MAX = 16;

  /** Longest wait for running requests when the server stops. */
  static final Duration STOP_MAX = Duration.ofSeconds(1);

  private ManagementLimits() {}
}
