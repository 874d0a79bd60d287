package dev.snapledger.projections.engine;

/**
 * Told after a batch was written, to wake up whoever waits for it.
 *
 * <p>Runs on the writing thread: must be quick. A call may be lost in a crash, so nobody may rely
 * on it alone.
 */
@FunctionalInterface
public interface CommitListener {
  /**
   * Called after the commit.
   *
   * @param appliedOffset offset of the next record to be read
   */
  void committed(Feed feed, int partition, long appliedOffset);
}
