package dev.snapledger.commands.entity;

import dev.snapledger.commands.event.CopyEvent;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.DiskDeleted;
import dev.snapledger.commands.event.DiskResized;
import dev.snapledger.commands.event.DiskUpdated;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.FullSnapshotCompleted;
import dev.snapledger.commands.event.FullSnapshotStarted;
import dev.snapledger.commands.event.IncrementalSnapshotCompleted;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.PolicyEvent;
import dev.snapledger.commands.event.ResourceMoveFailed;
import dev.snapledger.commands.event.ResourceMoveStarted;
import dev.snapledger.commands.event.ResourceMoved;
import dev.snapledger.commands.event.ResourceReceived;
import dev.snapledger.commands.event.SasEvent;
import dev.snapledger.commands.event.SnapshotCopyCompleted;
import dev.snapledger.commands.event.SnapshotCopyProgressed;
import dev.snapledger.commands.event.SnapshotCopyStarted;
import dev.snapledger.commands.event.SnapshotDeleted;
import dev.snapledger.commands.event.SnapshotFailed;
import dev.snapledger.commands.event.SnapshotUpdated;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a name. A disk has a family and no snapshot, an incremental snapshot has both, a full
 * snapshot has no family.
 *
 * @param key the name
 * @param familyId family of the disk or of the incremental snapshot
 * @param snapshotId the snapshot, when it is one
 */
public record NameClaim(NameKey key, @Nullable FamilyId familyId, @Nullable SnapshotId snapshotId)
    implements Entity {

  /** The entity that holds the name. */
  public EntityKey holder() {
    if (familyId != null) {
      return new FamilyKey(key.subscriptionId(), familyId);
    }
    if (snapshotId != null) {
      return new FullSnapshotKey(key.subscriptionId(), snapshotId);
    }
    throw new IllegalStateException("expected a family or a snapshot, but found neither: " + this);
  }

  @Override
  public long eventSequence() {
    return 0;
  }

  static @Nullable NameClaim evolve(NameKey key, @Nullable NameClaim before, Event event) {
    return switch (event) {
      case DiskCreated e -> ofDisk(key, e.diskId());
      case IncrementalSnapshotStarted e -> new NameClaim(key, e.familyId(), e.snapshotId());
      case SnapshotCopyStarted e -> new NameClaim(key, e.familyId(), e.snapshotId());
      case FullSnapshotStarted e -> new NameClaim(key, null, e.snapshotId());
      case ResourceReceived e -> received(key, e);
      case ResourceMoved e -> moved(key, before, e);
      case DiskDeleted _, SnapshotDeleted _ -> null;
      case CopyEvent _,
          DiskResized _,
          DiskUpdated _,
          FullSnapshotCompleted _,
          IncrementalSnapshotCompleted _,
          PolicyEvent _,
          ResourceMoveFailed _,
          ResourceMoveStarted _,
          SasEvent _,
          SnapshotCopyCompleted _,
          SnapshotCopyProgressed _,
          SnapshotFailed _,
          SnapshotUpdated _ ->
          before;
    };
  }

  private static NameClaim ofDisk(NameKey key, DiskId diskId) {
    return new NameClaim(key, new FamilyId(diskId.value()), null);
  }

  private static NameClaim received(NameKey key, ResourceReceived event) {
    DiskId diskId = event.resource().diskId();
    return diskId != null
        ? ofDisk(key, diskId)
        : new NameClaim(key, null, event.resource().snapshotId());
  }

  /** A move frees the old name, and takes the new one when that is in this subscription. */
  private static @Nullable NameClaim moved(
      NameKey key, @Nullable NameClaim before, ResourceMoved event) {
    if (key.equals(EntityKeys.targetName(event))) {
      return new NameClaim(key, event.familyId(), event.snapshotId());
    }
    return key.equals(EntityKeys.sourceName(event)) ? null : before;
  }
}
