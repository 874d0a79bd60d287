package dev.snapledger.runtime;

/** Told about committed batches, on the loop's thread; must be quick. A call may be lost. */
@FunctionalInterface
public interface CommitListener {
  /**
   * A batch of one partition is in the log.
   *
   * @param nextCommandOffset one more than the offset of its last command record
   * @param nextEventOffset one more than the offset of the newest event of the partition; 0 before
   *     the first
   */
  void committed(int partition, long nextCommandOffset, long nextEventOffset);
}
