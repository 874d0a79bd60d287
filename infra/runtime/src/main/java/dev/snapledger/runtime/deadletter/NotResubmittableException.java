package dev.snapledger.runtime.deadletter;

/** A dead letter cannot be sent again as it is; the message says why, and what would help. */
public final class NotResubmittableException extends Exception {
  private static final long serialVersionUID = 1L;

  NotResubmittableException(String message) {
    super(message);
  }
}
