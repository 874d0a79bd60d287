package dev.snapledger.server.pageblob;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.disk.DiskRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Disks and snapshots as the views know them at the moment. Safe for use by many threads. */
public interface BlobCatalog {
  /** A disk, deleted or not; or null. */
  @Nullable DiskRow disk(DiskId diskId);

  /** A snapshot, deleted or not; or null. */
  @Nullable SnapshotRow snapshot(SnapshotId snapshotId);

  /** All snapshots a family ever had, in all regions, by sequence. */
  List<SnapshotRow> family(FamilyId familyId);

  /** Size that no diff may cross by a resize, under the subscription's policy; null for none. */
  @Nullable Long diffResizeBoundaryBytes(SubscriptionId subscriptionId);
}
