package dev.snapledger.commands.type;

/** Whether a disk whose size was ever changed may have further incremental snapshots. */
public enum IncrementalAfterResize {
  NEVER,
  ALLOWED
}
