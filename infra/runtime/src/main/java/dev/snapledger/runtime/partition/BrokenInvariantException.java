package dev.snapledger.runtime.partition;

/**
 * The log, the state or the code contradict each other: going on could write wrong facts.
 *
 * <p>Stops the one partition it happened in. It is not retried, and needs a person.
 */
public final class BrokenInvariantException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int partition;

  /**
   * Says where, and what was expected.
   *
   * @param offset offset of the command or event that was being looked at
   */
  public BrokenInvariantException(int partition, long offset, String text) {
    super("partition " + partition + ", offset " + offset + ": " + text);
    this.partition = partition;
  }

  /** As above, with what was thrown below. */
  public BrokenInvariantException(int partition, long offset, String text, Throwable cause) {
    super("partition " + partition + ", offset " + offset + ": " + text, cause);
    this.partition = partition;
  }

  /** The partition that stops. */
  public int partition() {
    return partition;
  }
}
