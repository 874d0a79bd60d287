package dev.snapledger.workers;

/** The workers are being closed; what is being done stops here and is done after the next start. */
final class WorkStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkStoppedException() {
    super("expected to go on, but the workers are being closed");
  }
}
