package dev.snapledger.projections.blockmap;

import dev.snapledger.commands.id.SnapshotId;

/** A layer that a block map is made of is not complete in the view, not yet or for good. */
public final class BlockMapMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SnapshotId snapshotId;
  private final int partsFound;

  BlockMapMissingException(SnapshotId snapshotId, int partsFound, int layersAbove) {
    super(
        "expected the complete block map of snapshot %s, %d layers down, but found %d parts of it"
            .formatted(snapshotId, layersAbove, partsFound));
    this.snapshotId = snapshotId;
    this.partsFound = partsFound;
  }

  /** Whose layer is missing. */
  public SnapshotId snapshotId() {
    return snapshotId;
  }

  /** Parts of it that are there. */
  public int partsFound() {
    return partsFound;
  }
}
