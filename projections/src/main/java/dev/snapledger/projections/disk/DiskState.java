package dev.snapledger.projections.disk;

/** Where a disk is in its life. */
public enum DiskState {
  ACTIVE,
  /** On its way to another subscription, and locked. */
  MOVING,
  DELETED
}
