package dev.snapledger.runtime.checkpoint;

/** A file that is not a whole checkpoint of this version; the message says what was expected. */
public final class BadCheckpointException extends Exception {
  private static final long serialVersionUID = 1L;

  BadCheckpointException(String message) {
    super(message);
  }

  BadCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
