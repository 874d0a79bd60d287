package dev.snapledger.workers;

import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of any kind that is being made.
 *
 * @param item the work it is made by
 * @param familyId null for a full snapshot
 * @param sizeBytes size the ledger says it has
 */
record Snapshot(WorkItem item, SnapshotId snapshotId, @Nullable FamilyId familyId, long sizeBytes) {

  SubscriptionId subscriptionId() {
    return item.subscriptionId();
  }

  String region() {
    return item.region();
  }

  ImageId image() {
    return Volumes.image(snapshotId);
  }

  static Snapshot of(WorkItem.SealSnapshot item) {
    return new Snapshot(item, item.snapshotId(), item.familyId(), item.sizeBytes());
  }

  static Snapshot of(WorkItem.CopyFull item) {
    return new Snapshot(item, item.snapshotId(), null, item.sizeBytes());
  }

  static Snapshot of(WorkItem.CopyToRegion item) {
    return new Snapshot(item, item.snapshotId(), item.familyId(), item.sizeBytes());
  }
}
