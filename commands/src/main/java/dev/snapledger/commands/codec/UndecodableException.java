package dev.snapledger.commands.codec;

/** Bytes that are not a record of the expected kind; the message says what was expected. */
public final class UndecodableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A reason of the form {@code expected …, but found …}. */
  public UndecodableException(String message) {
    super(message);
  }

  /** As above, with what the decoder said. */
  public UndecodableException(String message, Throwable cause) {
    super(message, cause);
  }
}
