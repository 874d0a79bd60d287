package dev.snapledger.projections.blockmap;

import dev.snapledger.commands.id.SnapshotId;

/** A block map was forgotten while it was read: its whole family is deleted. */
public final class BlockMapGoneException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final transient SnapshotId snapshotId;

  public BlockMapGoneException(SnapshotId snapshotId) {
    super(
        "expected the block map of snapshot "
            + snapshotId
            + ", but it was deleted while it was read");
    this.snapshotId = snapshotId;
  }

  /** Whose block map it was. */
  public SnapshotId snapshotId() {
    return snapshotId;
  }
}
