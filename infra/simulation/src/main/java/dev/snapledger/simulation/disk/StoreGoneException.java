package dev.snapledger.simulation.disk;

/** A file was used through a handle of before the machine crashed. */
public final class StoreGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreGoneException() {
    super("expected a file of the present run of the machine, but it crashed meanwhile");
  }
}
