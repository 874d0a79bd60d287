package dev.snapledger.runtime.checkpoint;

/**
 * The checkpoint database cannot be read or written. What it holds of that partition is not trusted
 * any more: the state is read back from the log.
 */
public final class CheckpointFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what was expected, and what was found. */
  public CheckpointFault(String message, Throwable cause) {
    super(message, cause);
  }
}
