package dev.snapledger.server.pageblob;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the node that holds the blocks answers, so that a log tells of the first request that
 * failed and of the first one after it that did not. Which node that is does not matter: when
 * another one takes over, requests are answered again. Safe for many threads.
 */
final class HolderReach {
  private final AtomicLong failures = new AtomicLong();

  /** A request got no answer; true if the one before it got one. */
  boolean failed() {
    return failures.getAndIncrement() == 0;
  }

  /**
   * A request was answered.
   *
   * @return how many failed in a row before it
   */
  long answered() {
    return failures.get() == 0 ? 0 : failures.getAndSet(0);
  }
}
