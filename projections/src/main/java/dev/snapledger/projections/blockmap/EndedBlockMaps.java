package dev.snapledger.projections.blockmap;

import dev.snapledger.commands.event.CopyEvent;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.DiskDeleted;
import dev.snapledger.commands.event.DiskEvent;
import dev.snapledger.commands.event.DiskResized;
import dev.snapledger.commands.event.DiskUpdated;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.FullSnapshotCompleted;
import dev.snapledger.commands.event.FullSnapshotStarted;
import dev.snapledger.commands.event.IncrementalSnapshotCompleted;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.MoveEvent;
import dev.snapledger.commands.event.PolicyEvent;
import dev.snapledger.commands.event.SasEvent;
import dev.snapledger.commands.event.SnapshotCopyCompleted;
import dev.snapledger.commands.event.SnapshotCopyProgressed;
import dev.snapledger.commands.event.SnapshotCopyStarted;
import dev.snapledger.commands.event.SnapshotDeleted;
import dev.snapledger.commands.event.SnapshotEvent;
import dev.snapledger.commands.event.SnapshotFailed;
import dev.snapledger.commands.event.SnapshotUpdated;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.disk.Disks;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.Projection;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forgets layers that nothing can need any more: of a full snapshot when it is deleted, of a family
 * when its disk and all its snapshots are, in every region.
 *
 * <p>Until then the layer of a deleted snapshot stays, because later ones are layered on it. What
 * has ended is marked for ever and what is published of it afterwards is not taken, so that the
 * outcome does not depend on which feed is ahead. Runs after the projections of disks and
 * snapshots.
 */
public final class EndedBlockMaps implements Projection {
  @Override
  public void apply(Event event, LogPosition position, ViewBatch batch) {
    switch (event) {
      case DiskEvent e -> applyDisk(e, batch);
      case SnapshotEvent e -> applySnapshot(e, batch);
      case CopyEvent _, MoveEvent _, PolicyEvent _, SasEvent _ -> {}
    }
  }

  private static void applyDisk(DiskEvent event, ViewBatch batch) {
    switch (event) {
      case DiskDeleted e ->
          endFamily(new FamilyId(e.diskId().value()), e.header().subscriptionId(), batch);
      case DiskCreated _, DiskResized _, DiskUpdated _ -> {}
    }
  }

  private static void applySnapshot(SnapshotEvent event, ViewBatch batch) {
    switch (event) {
      case SnapshotDeleted e ->
          gone(e.familyId(), e.snapshotId(), e.header().subscriptionId(), batch);
      case SnapshotFailed e -> {
        if (e.familyId() != null) {
          endFamily(e.familyId(), e.header().subscriptionId(), batch);
        }
      }
      case IncrementalSnapshotStarted _,
          IncrementalSnapshotCompleted _,
          SnapshotCopyStarted _,
          SnapshotCopyProgressed _,
          SnapshotCopyCompleted _,
          FullSnapshotStarted _,
          FullSnapshotCompleted _,
          SnapshotUpdated _ -> {}
    }
  }

  private static void gone(
      @Nullable FamilyId familyId,
      SnapshotId snapshotId,
      SubscriptionId subscription,
      ViewBatch batch) {
    if (familyId != null) {
      endFamily(familyId, subscription, batch);
    } else {
      batch.put(
          BlockMapTables.ENDED, BlockMapTables.ownerKey(snapshotId.value(), subscription), true);
      forget(snapshotId, subscription, batch);
    }
  }

  private static void endFamily(FamilyId familyId, SubscriptionId subscription, ViewBatch batch) {
    DiskRow disk = Disks.find(batch, new DiskId(familyId.value()), subscription);
    if (disk == null || disk.exists() || anyLeft(familyId, subscription, batch)) {
      return;
    }
    batch.put(BlockMapTables.ENDED, BlockMapTables.ownerKey(familyId.value(), subscription), true);
    for (SnapshotId each : layersOf(familyId, subscription, batch)) {
      forget(each, subscription, batch);
      batch.remove(
          BlockMapTables.BY_FAMILY, BlockMapTables.familyKey(familyId, subscription, each));
    }
  }

  /** Whether a snapshot of the family has bytes, or may get some. */
  private static boolean anyLeft(FamilyId familyId, SubscriptionId subscription, ViewBatch batch) {
    return Snapshots.ofFamily(batch, familyId).stream()
        .filter(row -> row.subscriptionId().equals(subscription))
        .anyMatch(
            row ->
                switch (row.state()) {
                  case CREATING, COMPLETED, MOVING -> true;
                  case FAILED, DELETED -> false;
                });
  }

  private static List<SnapshotId> layersOf(
      FamilyId familyId, SubscriptionId subscription, ViewBatch batch) {
    List<SnapshotId> found = new ArrayList<>();
    try (RowCursor<Boolean> layers =
        batch.scanPrefix(
            BlockMapTables.BY_FAMILY, BlockMapTables.ownerKey(familyId.value(), subscription))) {
      layers.forEachRemaining(layer -> found.add(BlockMapTables.snapshotOfFamilyKey(layer.key())));
    }
    return found;
  }

  /** Removes a layer that was published in this subscription; others are not ours to write. */
  private static void forget(SnapshotId snapshotId, SubscriptionId subscription, ViewBatch batch) {
    BlockMapLayer layer = batch.find(BlockMapTables.LAYERS, BlockMapTables.layerKey(snapshotId));
    if (layer != null && layer.subscriptionId().equals(subscription)) {
      batch.remove(BlockMapTables.LAYERS, BlockMapTables.layerKey(snapshotId));
      BlockMapProjection.removeParts(snapshotId, batch);
    }
  }
}
