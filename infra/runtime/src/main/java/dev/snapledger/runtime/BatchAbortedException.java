package dev.snapledger.runtime;

/** A batch was aborted and rolled back; it will be read again. */
final class BatchAbortedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BatchAbortedException(Throwable cause) {
    super("expected to commit a batch, but " + cause, cause);
  }
}
