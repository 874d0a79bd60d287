package dev.snapledger.blockstore.file;

/** The machine stopped: thrown by every file operation from the chosen one on. */
public final class SimulatedCrash extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SimulatedCrash() {
    super("simulated crash");
  }
}
