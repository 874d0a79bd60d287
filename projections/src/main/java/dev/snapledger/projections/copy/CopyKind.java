package dev.snapledger.projections.copy;

/** What is being copied into what. */
public enum CopyKind {
  /** A disk is filled from the snapshot it was made of. */
  BACKGROUND,
  /** A snapshot is copied to another region. */
  REGION,
  /** A full snapshot is made of a disk or snapshot. */
  FULL
}
