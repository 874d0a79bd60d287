package dev.snapledger.faults.run;

/** The run cannot be a success any more. */
public final class FaultTestException extends Exception {
  private static final long serialVersionUID = 1L;

  FaultTestException(String message) {
    super(message);
  }
}
