package dev.snapledger.cli.stop;

/** Somebody asked the process to end, so the work was left where it was. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("stopped before the work was done");
  }
}
