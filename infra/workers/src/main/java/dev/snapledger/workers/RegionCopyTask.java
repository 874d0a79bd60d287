package dev.snapledger.workers;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.transfer.CopyReport;
import dev.snapledger.projections.work.WorkItem.CopyToRegion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies an incremental snapshot to another region, sending what the newest copy there lacks. */
record RegionCopyTask(
    CopyToRegion item, Regions regions, ImageTransfer transfer, SnapshotEnding ending, Stop stop)
    implements WorkTask {
  @Override
  public Step step() {
    BlockStore source = regions.store(item.sourceRegion());
    BlockStore target = regions.store(item.region());
    ChainId chain = new ChainId(item.familyId().value());
    ImageId copy = Volumes.image(item.snapshotId());
    ImageTransfer.Route route =
        new ImageTransfer.Route(
            source,
            Volumes.image(item.sourceSnapshotId()),
            base(source, target.images(chain), copy),
            target,
            copy,
            chain);
    CopyReport report = transfer.copy(route, (_, _) -> stop.check());
    return ending.complete(Snapshot.of(item), report.image(), report.movedBytes());
  }

  /**
   * What the target has is asked of the target: the copy that the ledger named as base may have
   * failed or been deleted since, and the chain goes on from its newest image.
   */
  private static @Nullable ImageId base(BlockStore source, List<SealedImage> chain, ImageId copy) {
    SealedImage newest = null;
    for (SealedImage image : chain) {
      if (!image.image().equals(copy)) {
        newest = image;
      }
    }
    ImageId origin = newest == null ? null : newest.origin();
    return origin != null && source.findImage(origin) != null ? origin : null;
  }

  @Override
  public Step giveUp(String reason) {
    return ending.fail(Snapshot.of(item), reason);
  }
}
