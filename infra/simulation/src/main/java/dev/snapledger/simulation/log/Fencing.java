package dev.snapledger.simulation.log;

/** Whether stale epochs and generations are refused; a log that lets them in is a planted bug. */
public enum Fencing {
  ON,
  OFF
}
