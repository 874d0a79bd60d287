package dev.snapledger.projections.disk;

/** How far the filling of a disk made of a snapshot is. */
public enum BackgroundCopyState {
  RUNNING,
  COMPLETED,
  FAILED
}
