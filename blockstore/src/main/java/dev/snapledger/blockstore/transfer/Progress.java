package dev.snapledger.blockstore.transfer;

/** Told about a long transfer now and then, on the thread that does it. */
@FunctionalInterface
public interface Progress {
  /** For callers that do not care. */
  Progress NONE = (_, _) -> {};

  /**
   * Says how far it is.
   *
   * @param doneBytes bytes of the image passed, holes included; grows up to {@code totalBytes}
   */
  void advanced(long doneBytes, long totalBytes);
}
