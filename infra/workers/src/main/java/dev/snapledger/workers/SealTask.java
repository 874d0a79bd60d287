package dev.snapledger.workers;

import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.projections.work.WorkItem.SealSnapshot;

/** Freezes a disk as an incremental snapshot. */
record SealTask(SealSnapshot item, Regions regions, SnapshotEnding ending) implements WorkTask {
  @Override
  public Step step() {
    Snapshot snapshot = Snapshot.of(item);
    var event = new SealEvent();
    event.begin();
    SealedImage image =
        regions.store(item.region()).seal(Volumes.volume(item.diskId()), snapshot.image());
    event.end();
    recorded(event, image);
    return ending.complete(snapshot, image, 0);
  }

  private void recorded(SealEvent event, SealedImage image) {
    if (event.shouldCommit()) {
      event.region = item.region();
      event.snapshot = item.snapshotId().toString();
      event.changedBlocks = image.changedBlocks();
      event.changedBytes = image.changedBytes();
      event.storedBytes = image.storedBytes();
      event.commit();
    }
  }

  @Override
  public Step giveUp(String reason) {
    return ending.fail(Snapshot.of(item), reason);
  }
}
