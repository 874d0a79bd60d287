package dev.snapledger.server.pageblob;

import java.time.Duration;

/**
 * How far this node's views are in the event log. What one node showed to a caller must hold at
 * another one that his request is passed on to. Safe for use by many threads.
 */
public interface SeenLog {
  /** How far they are now, as text for a header. */
  String now();

  /**
   * Waits until they are as far as another node's were.
   *
   * @param seen what that one's {@link #now} said
   * @return false if the time was over first
   * @throws IllegalArgumentException if it is no such text
   */
  boolean await(String seen, Duration timeMax);
}
