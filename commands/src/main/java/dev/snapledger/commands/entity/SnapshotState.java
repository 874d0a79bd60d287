package dev.snapledger.commands.entity;

/** How far a snapshot is. */
public enum SnapshotState {
  /** Accepted; its bytes are being made durable. */
  CREATING,
  /** Its bytes are durable; it can be read. */
  COMPLETED,
  /** It cannot be read and keeps its name until it is deleted. */
  FAILED
}
