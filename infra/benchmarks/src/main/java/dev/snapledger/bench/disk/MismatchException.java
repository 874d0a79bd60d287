package dev.snapledger.bench.disk;

/** What came back is not what was stored: the run has failed, whatever it measured. */
public final class MismatchException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public MismatchException(String message) {
    super(message);
  }
}
