package dev.snapledger.blockstore.scrub;

/** Told about a scrub now and then, on the thread that called it, with no lock held. */
@FunctionalInterface
public interface ScrubListener {
  /** For callers that do not care. */
  ScrubListener NONE = _ -> {};

  void advanced(ScrubProgress progress);

  /** Whether to end at the next border; what was found up to there is reported. */
  default boolean stopAsked() {
    return false;
  }

  /**
   * How far a scrub is.
   *
   * @param doneBytes bytes of data segments read; grows up to {@code totalBytes}
   * @param totalBytes length of the data segments when it began
   * @param broken broken records found so far that something refers to
   */
  record ScrubProgress(long doneBytes, long totalBytes, int broken) {}
}
