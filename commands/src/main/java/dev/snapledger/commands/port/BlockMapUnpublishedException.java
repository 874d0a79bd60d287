package dev.snapledger.commands.port;

import dev.snapledger.commands.id.SnapshotId;

/** Some part of a block map may not be durable; publishing all parts again is safe. */
public final class BlockMapUnpublishedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which snapshot, and what went wrong. */
  public BlockMapUnpublishedException(SnapshotId snapshotId, Throwable cause) {
    super(
        "expected the block map of snapshot " + snapshotId + " to be durable, but " + cause, cause);
  }
}
