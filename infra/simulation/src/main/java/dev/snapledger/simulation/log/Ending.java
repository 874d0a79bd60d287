package dev.snapledger.simulation.log;

/** How a transaction ends. */
public enum Ending {
  COMMIT,
  ABORT
}
