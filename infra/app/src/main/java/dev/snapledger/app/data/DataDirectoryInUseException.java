package dev.snapledger.app.data;

/** A data directory is in use by another process. */
public final class DataDirectoryInUseException extends DataDirectoryException {
  private static final long serialVersionUID = 1L;

  DataDirectoryInUseException(String message) {
    super(message);
  }
}
