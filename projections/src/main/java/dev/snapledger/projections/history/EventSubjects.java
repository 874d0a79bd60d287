package dev.snapledger.projections.history;

import dev.snapledger.commands.event.BackgroundCopyCompleted;
import dev.snapledger.commands.event.BackgroundCopyFailed;
import dev.snapledger.commands.event.BackgroundCopyProgressed;
import dev.snapledger.commands.event.BackgroundCopyStarted;
import dev.snapledger.commands.event.CopyEvent;
import dev.snapledger.commands.event.CopyLeaseAcquired;
import dev.snapledger.commands.event.CopyLeaseReleased;
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
import dev.snapledger.commands.event.ResourceMoveFailed;
import dev.snapledger.commands.event.ResourceMoveStarted;
import dev.snapledger.commands.event.ResourceMoved;
import dev.snapledger.commands.event.ResourceReceived;
import dev.snapledger.commands.event.SasEvent;
import dev.snapledger.commands.event.SasGranted;
import dev.snapledger.commands.event.SasRevoked;
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
import org.jspecify.annotations.Nullable;

/**
 * What an event is about.
 *
 * @param diskId the disk, if it is about one itself
 * @param familyId the family of the snapshot, if it has one
 * @param snapshotId the snapshot, if it is about one
 */
public record EventSubjects(
    @Nullable DiskId diskId, @Nullable FamilyId familyId, @Nullable SnapshotId snapshotId) {
  /** What an event is about; a policy is about none of them. */
  public static EventSubjects of(Event event) {
    return switch (event) {
      case DiskEvent e -> disk(diskOf(e));
      case SnapshotEvent e -> ofSnapshot(e);
      case CopyEvent e -> disk(diskOf(e));
      case SasEvent e -> ofSas(e);
      case MoveEvent e -> ofMove(e);
      case PolicyEvent _ -> new EventSubjects(null, null, null);
    };
  }

  /** The family that has the event in its history: that of the snapshot, or of the disk. */
  public @Nullable FamilyId family() {
    return familyId != null || diskId == null ? familyId : new FamilyId(diskId.value());
  }

  private static DiskId diskOf(DiskEvent event) {
    return switch (event) {
      case DiskCreated e -> e.diskId();
      case DiskResized e -> e.diskId();
      case DiskUpdated e -> e.diskId();
      case DiskDeleted e -> e.diskId();
    };
  }

  private static DiskId diskOf(CopyEvent event) {
    return switch (event) {
      case BackgroundCopyStarted e -> e.diskId();
      case BackgroundCopyProgressed e -> e.diskId();
      case BackgroundCopyCompleted e -> e.diskId();
      case BackgroundCopyFailed e -> e.diskId();
      case CopyLeaseAcquired e -> e.diskId();
      case CopyLeaseReleased e -> e.diskId();
    };
  }

  private static EventSubjects ofSnapshot(SnapshotEvent event) {
    return switch (event) {
      case IncrementalSnapshotStarted e -> snapshot(e.familyId(), e.snapshotId());
      case IncrementalSnapshotCompleted e -> snapshot(e.familyId(), e.snapshotId());
      case SnapshotCopyStarted e -> snapshot(e.familyId(), e.snapshotId());
      case SnapshotCopyProgressed e -> snapshot(e.familyId(), e.snapshotId());
      case SnapshotCopyCompleted e -> snapshot(e.familyId(), e.snapshotId());
      case FullSnapshotStarted e -> snapshot(null, e.snapshotId());
      case FullSnapshotCompleted e -> snapshot(null, e.snapshotId());
      case SnapshotFailed e -> snapshot(e.familyId(), e.snapshotId());
      case SnapshotUpdated e -> snapshot(e.familyId(), e.snapshotId());
      case SnapshotDeleted e -> snapshot(e.familyId(), e.snapshotId());
    };
  }

  private static EventSubjects ofSas(SasEvent event) {
    return switch (event) {
      case SasGranted e -> new EventSubjects(e.diskId(), e.familyId(), e.snapshotId());
      case SasRevoked e -> new EventSubjects(e.diskId(), e.familyId(), e.snapshotId());
    };
  }

  private static EventSubjects ofMove(MoveEvent event) {
    return switch (event) {
      case ResourceMoveStarted e ->
          new EventSubjects(e.resource().diskId(), null, e.resource().snapshotId());
      case ResourceMoveFailed e -> new EventSubjects(e.diskId(), null, e.snapshotId());
      case ResourceMoved e -> new EventSubjects(e.diskId(), e.familyId(), e.snapshotId());
      case ResourceReceived e ->
          new EventSubjects(e.resource().diskId(), null, e.resource().snapshotId());
    };
  }

  private static EventSubjects disk(DiskId diskId) {
    return new EventSubjects(diskId, null, null);
  }

  private static EventSubjects snapshot(@Nullable FamilyId familyId, SnapshotId snapshotId) {
    return new EventSubjects(null, familyId, snapshotId);
  }
}
