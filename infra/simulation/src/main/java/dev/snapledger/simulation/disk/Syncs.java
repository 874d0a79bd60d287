package dev.snapledger.simulation.disk;

/** Whether syncs make anything durable; a disk that skips them stands for a store that does. */
public enum Syncs {
  KEPT,
  SKIPPED
}
