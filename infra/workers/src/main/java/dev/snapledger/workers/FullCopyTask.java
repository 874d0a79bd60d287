package dev.snapledger.workers;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.work.WorkItem.CopyFull;

/** Makes a self-contained snapshot of a disk or of another snapshot. */
record FullCopyTask(CopyFull item, Regions regions, SnapshotEnding ending) implements WorkTask {
  @Override
  public Step step() {
    return ending.complete(Snapshot.of(item), sealed(), 0);
  }

  private SealedImage sealed() {
    BlockStore store = regions.store(item.region());
    DiskId disk = item.sourceDiskId();
    SnapshotId source = item.sourceSnapshotId();
    if (disk != null) {
      return store.fullFromVolume(Volumes.volume(disk), Volumes.image(item.snapshotId()));
    }
    if (source != null) {
      return store.copyFull(Volumes.image(source), Volumes.image(item.snapshotId()));
    }
    throw new IllegalStateException(
        "expected a disk or a snapshot to make %s of, but found neither"
            .formatted(item.snapshotId()));
  }

  @Override
  public Step giveUp(String reason) {
    return ending.fail(Snapshot.of(item), reason);
  }
}
