package dev.snapledger.server.http;

import java.time.Duration;

/**
 * Limits of every connection and request; listed in docs/operating/up.md. How many there are at a
 * time is a {@link Capacity}.
 */
public final class ServerLimits {
  /** Largest body of a request to a JSON interface. */
  public static final int API_BODY_BYTES_MAX = 1 << 20;

  /** Largest body of any request; a page write has at most 4 MiB. */
  public static final long BODY_BYTES_MAX = 4L << 20;

  /** Longest request line, without its end: a shared-access URL is about 500 characters. */
  public static final int REQUEST_LINE_BYTES_MAX = 8 << 10;

  /** Helidon is told the shortest line that it refuses. */
  public static final int REFUSED_LINE_BYTES = REQUEST_LINE_BYTES_MAX + 1;

  /** All headers of a request together; the end of a line counts as one byte or none. */
  public static final int HEADER_BYTES_MAX = 16 << 10;

  /** Bytes of a body in chunks, sizes included: six times the body if each chunk has one byte. */
  public static final long FRAMED_BODY_BYTES_MAX = 8 * BODY_BYTES_MAX;

  /** Longest wait for a request to begin, and for a client to take what it is sent. */
  public static final Duration IDLE_MAX = Duration.ofMinutes(2);

  /**
   * Longest time from the first byte of a request's head to its last, and between two of a body.
   */
  public static final Duration READ_MAX = Duration.ofSeconds(30);

  /** Longest time for a whole body: 14 KB/s for the largest. */
  public static final Duration BODY_MAX = Duration.ofMinutes(5);

  /** Longest wait for running requests when the server stops. */
  public static final Duration STOP_MAX = Duration.ofSeconds(5);

  private ServerLimits() {}
}
