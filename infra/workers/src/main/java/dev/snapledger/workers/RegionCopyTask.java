package dev.snapledger.workers;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.transfer.CopyReport;
import dev.snapledger.blockstore.transfer.CopyRequest;
import dev.snapledger.blockstore.transfer.ImageCopier;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DerivedIds;
import dev.snapledger.projections.work.WorkItem.CopyToRegion;

/**
 * Copies an incremental snapshot to another region, sending what the newest copy there lacks.
 *
 * <p>What that is is asked of the target: the copy that the ledger named as base may have failed or
 * been deleted since.
 */
record RegionCopyTask(
    CopyToRegion item, Regions regions, SnapshotEnding ending, CopyReports reports)
    implements WorkTask {
  @Override
  public Step step() {
    BlockStore target = regions.store(item.region());
    CopyReport report =
        new ImageCopier(regions.store(item.sourceRegion()), target)
            .copy(
                new CopyRequest(
                    Volumes.image(item.sourceSnapshotId()),
                    Volumes.image(item.snapshotId()),
                    chain(target)),
                reports);
    return ending.complete(Snapshot.of(item), report.image(), report.movedBytes());
  }

  /**
   * The chain has the family's id, but for copies back to where the disk is: there that is the
   * chain of its volume, which copies must not lengthen.
   */
  private ChainId chain(BlockStore target) {
    SealedImage copied = target.findImage(Volumes.image(item.snapshotId()));
    if (copied != null) {
      return copied.chain();
    }
    ChainId family = new ChainId(item.familyId().value());
    boolean volumesOwn =
        target.findVolume(new VolumeId(family.value())) != null
            || target.images(family).stream().anyMatch(image -> image.origin() == null);
    return volumesOwn
        ? new ChainId(
            DerivedIds.derive(
                item.subscriptionId(), new CommandId(family.value()), "worker/copies-back"))
        : family;
  }

  /**
   * A chain takes one copy at a time, so one that will never be finished must make room; a finished
   * one stays until its snapshot is deleted, as a layer under later ones.
   */
  @Override
  public Step giveUp(String reason) {
    BlockStore target = regions.store(item.region());
    ImageId copy = Volumes.image(item.snapshotId());
    if (target.findImage(copy) == null) {
      target.deleteImage(copy);
    }
    return ending.fail(Snapshot.of(item), reason);
  }
}
