package dev.snapledger.cli.stop;

import dev.snapledger.cli.output.ShownException;

/** Somebody asked the process to end, so the work was left where it was. */
public final class StoppedException extends ShownException {
  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("stopped before the work was done");
  }
}
