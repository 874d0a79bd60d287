package dev.snapledger.app.data;

/** A data directory cannot be used; the message says what was expected and found. */
public class DataDirectoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what was expected and what was found. */
  public DataDirectoryException(String message) {
    super(message);
  }
}
