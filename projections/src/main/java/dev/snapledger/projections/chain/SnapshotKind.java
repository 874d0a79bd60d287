package dev.snapledger.projections.chain;

/** How a snapshot came to be. */
public enum SnapshotKind {
  /** Taken of a disk; stores what changed since the one before. */
  INCREMENTAL,
  /** Copied from another region; stores what changed since the copy before. */
  COPY,
  /** Self-contained; belongs to no family. */
  FULL
}
