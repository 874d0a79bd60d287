package dev.snapledger.projections.chain;

/** Where a snapshot is in its life. */
public enum SnapshotState {
  CREATING,
  COMPLETED,
  FAILED,
  /** On its way to another subscription, and locked; full snapshots only. */
  MOVING,
  DELETED
}
