package dev.snapledger.workers;

import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.projections.work.WorkItem.SealSnapshot;

/** Freezes a disk as an incremental snapshot. */
record SealTask(SealSnapshot item, Regions regions, SnapshotEnding ending) implements WorkTask {
  @Override
  public Step step() {
    Snapshot snapshot = Snapshot.of(item);
    SealedImage image =
        regions.store(item.region()).seal(Volumes.volume(item.diskId()), snapshot.image());
    return ending.complete(snapshot, image, 0);
  }

  @Override
  public Step giveUp(String reason) {
    return ending.fail(Snapshot.of(item), reason);
  }
}
