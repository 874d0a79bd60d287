package dev.snapledger.server.http;

/**
 * How much a port does at a time.
 *
 * @param connectionsMax connections; those beyond it wait until another one ends
 * @param requestsMax requests that are worked on; those beyond it get 503
 */
public record Capacity(int connectionsMax, int requestsMax) {
  /** What may be had of each. */
  public static final int AT_A_TIME_MAX = 1 << 20;

  /** Fits a heap of 1 GiB, also if all connections are idle and wait for their clients. */
  public static final Capacity USUAL = new Capacity(4_096, 512);

  /**
   * An idle connection: four buffers of TLS records, two of 8 KiB, and what is around them; 103 KiB
   * were measured, by 1,000 of them.
   */
  private static final int IDLE_BYTES = 104 << 10;

  /** Open files that are left to the rest of a process: stores, views, segments, clients. */
  static final int OTHER_FILES = 2_048;

  /** As many connections are taken, however few files a process may open. */
  static final int CONNECTIONS_MIN = 64;

  public Capacity {
    check("connectionsMax", connectionsMax);
    check("requestsMax", requestsMax);
  }

  private static void check(String name, int value) {
    if (value < 1 || value > AT_A_TIME_MAX) {
      throw new IllegalArgumentException(
          "expected %s from 1 to %d, but found %d".formatted(name, AT_A_TIME_MAX, value));
    }
  }

  /**
   * The same with no more connections than there can be files for.
   *
   * @param files files that the process may have open at a time
   * @param ports ports that take connections
   */
  public Capacity within(long files, int ports) {
    long most = Math.max(CONNECTIONS_MIN, (files - OTHER_FILES) / ports);
    return most >= connectionsMax ? this : new Capacity((int) most, requestsMax);
  }

  /** Heap that its connections hold while they are idle. */
  public long idleBytes(int ports) {
    return (long) connectionsMax * ports * IDLE_BYTES;
  }

  /** Files that a process needs for it. */
  public long filesNeeded(int ports) {
    return OTHER_FILES + (long) connectionsMax * ports;
  }
}
