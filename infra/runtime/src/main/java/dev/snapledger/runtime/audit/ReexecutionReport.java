package dev.snapledger.runtime.audit;

import org.jspecify.annotations.Nullable;

/**
 * What running the commands of a partition again showed.
 *
 * @param partition the partition
 * @param commands records of the command topic that were run again
 * @param repeated how many of them were repetitions of an earlier one
 * @param deadLetters how many of them are not commands
 * @param events events that were compared, byte by byte
 * @param replies replies that were compared, byte by byte; 0 when old ones were deleted already
 * @param bytes bytes of the values of all those records
 * @param first the first difference, where the audit of the partition ended; null when all agree
 */
public record ReexecutionReport(
    int partition,
    long commands,
    long repeated,
    long deadLetters,
    long events,
    long replies,
    long bytes,
    @Nullable Difference first) {
  /** Whether everything agrees. */
  public boolean same() {
    return first == null;
  }
}
