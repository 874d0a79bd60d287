package dev.snapledger.blockstore.transfer;

/** Told about a long transfer now and then, on the thread that does it. */
@FunctionalInterface
public interface Progress {
  /** For callers that do not care. */
  Progress NONE = (_, _) -> {};

  /**
   * Says how far it is.
   *
   * @param doneBytes grows up to {@code totalBytes}; what is counted is said by who takes this
   */
  void advanced(long doneBytes, long totalBytes);
}
