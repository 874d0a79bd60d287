package dev.snapledger.server.pageblob;

/** A disk has no volume yet, and it is not for the data plane to make it. */
public final class DiskNotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DiskNotReadyException(String message, Throwable cause) {
    super(message, cause);
  }
}
