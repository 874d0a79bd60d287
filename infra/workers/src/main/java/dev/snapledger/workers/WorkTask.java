package dev.snapledger.workers;

/**
 * One item being done; repeating any part of it does no harm.
 *
 * <p>Called by one thread at a time. Exceptions of the ports pass through.
 */
interface WorkTask {
  /** Does all of it, or as much as should be done in one go. */
  Step step();

  /**
   * Ends the item although it cannot be done, by telling the ledger. Where the ledger has no word
   * for that the item stays.
   */
  default Step giveUp(String reason) {
    return new Step.Refused(reason);
  }

  /**
   * Lets go of what others may wait for; the last call, on a clean close, or when the item became
   * another node's. Must not wait.
   */
  default void abandon() {}
}
