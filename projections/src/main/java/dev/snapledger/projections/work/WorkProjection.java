package dev.snapledger.projections.work;

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
import dev.snapledger.commands.event.SnapshotCopyCompleted;
import dev.snapledger.commands.event.SnapshotCopyProgressed;
import dev.snapledger.commands.event.SnapshotCopyStarted;
import dev.snapledger.commands.event.SnapshotDeleted;
import dev.snapledger.commands.event.SnapshotEvent;
import dev.snapledger.commands.event.SnapshotFailed;
import dev.snapledger.commands.event.SnapshotUpdated;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.disk.Disks;
import dev.snapledger.projections.engine.BrokenViewException;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.Projection;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.work.WorkItem.CopyFull;
import dev.snapledger.projections.work.WorkItem.CopyToRegion;
import dev.snapledger.projections.work.WorkItem.CreateVolume;
import dev.snapledger.projections.work.WorkItem.DeleteImage;
import dev.snapledger.projections.work.WorkItem.DeleteVolume;
import dev.snapledger.projections.work.WorkItem.FillVolume;
import dev.snapledger.projections.work.WorkItem.MoveOut;
import dev.snapledger.projections.work.WorkItem.ResizeVolume;
import dev.snapledger.projections.work.WorkItem.SealSnapshot;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the list of pending work: each event adds what it leaves to do, and takes off what it ends.
 *
 * <p>An event that could not have happened before a volume was made or resized proves that this was
 * done, and takes it off too. So a rebuilt list is short. Runs after the projection of disks.
 */
public final class WorkProjection implements Projection {
  @Override
  public void apply(Event event, LogPosition position, ViewBatch batch) {
    switch (event) {
      case DiskEvent e -> applyDisk(e, position, batch);
      case CopyEvent e -> applyCopy(e, position, batch);
      case SnapshotEvent e -> applySnapshot(e, position, batch);
      case MoveEvent e -> applyMove(e, position, batch);
      case PolicyEvent _, SasEvent _ -> {}
    }
  }

  private static void applyDisk(DiskEvent event, LogPosition at, ViewBatch batch) {
    switch (event) {
      case DiskCreated e ->
          PendingWork.add(
              batch,
              new CreateVolume(
                  at,
                  e.header().subscriptionId(),
                  e.region(),
                  e.header().time(),
                  e.diskId(),
                  e.sizeBytes(),
                  e.sourceSnapshotId()));
      case DiskResized e ->
          PendingWork.add(
              batch,
              new ResizeVolume(
                  at,
                  e.header().subscriptionId(),
                  regionOf(e, batch),
                  e.header().time(),
                  e.diskId(),
                  e.sizeBytes()));
      case DiskUpdated _ -> {}
      case DiskDeleted e -> {
        takeOff(batch, e.diskId().value(), at, WorkProjection::makesVolume);
        PendingWork.add(
            batch,
            new DeleteVolume(
                at, e.header().subscriptionId(), e.region(), e.header().time(), e.diskId()));
      }
    }
  }

  private static void applyCopy(CopyEvent event, LogPosition at, ViewBatch batch) {
    switch (event) {
      case BackgroundCopyStarted e ->
          PendingWork.add(
              batch,
              new FillVolume(
                  at,
                  e.header().subscriptionId(),
                  e.region(),
                  e.header().time(),
                  e.diskId(),
                  e.sourceSnapshotId(),
                  e.sourceFamilyId(),
                  e.totalBytes()));
      case BackgroundCopyCompleted e ->
          takeOff(
              batch,
              e.diskId().value(),
              at,
              item -> item instanceof FillVolume || item instanceof CreateVolume);
      case BackgroundCopyFailed e ->
          takeOff(batch, e.diskId().value(), at, item -> item instanceof FillVolume);
      case BackgroundCopyProgressed _, CopyLeaseAcquired _, CopyLeaseReleased _ -> {}
    }
  }

  private static void applySnapshot(SnapshotEvent event, LogPosition at, ViewBatch batch) {
    switch (event) {
      case IncrementalSnapshotStarted e -> PendingWork.add(batch, SnapshotWork.of(e, at));
      case FullSnapshotStarted e -> PendingWork.add(batch, SnapshotWork.of(e, at));
      case SnapshotCopyStarted e -> PendingWork.add(batch, SnapshotWork.of(e, at));
      case IncrementalSnapshotCompleted e -> completed(batch, e.snapshotId(), at);
      case FullSnapshotCompleted e -> completed(batch, e.snapshotId(), at);
      case SnapshotCopyCompleted e -> completed(batch, e.snapshotId(), at);
      case SnapshotFailed e ->
          takeOff(batch, e.snapshotId().value(), at, WorkProjection::makesImage);
      case SnapshotCopyProgressed _, SnapshotUpdated _ -> {}
      case SnapshotDeleted e -> {
        takeOff(batch, e.snapshotId().value(), at, WorkProjection::makesImage);
        PendingWork.add(
            batch,
            new DeleteImage(
                at,
                e.header().subscriptionId(),
                e.region(),
                e.header().time(),
                e.snapshotId(),
                e.familyId()));
      }
    }
  }

  private static void applyMove(MoveEvent event, LogPosition at, ViewBatch batch) {
    switch (event) {
      case ResourceMoveStarted e ->
          PendingWork.add(
              batch,
              new MoveOut(
                  at,
                  e.header().subscriptionId(),
                  e.header().time(),
                  e.resource(),
                  e.sourceName(),
                  e.targetSubscriptionId()));
      case ResourceMoved e -> {
        if (!e.targetSubscriptionId().equals(e.header().subscriptionId())) {
          takeOff(
              batch,
              idOf(e.diskId(), e.snapshotId()),
              at,
              item -> item instanceof MoveOut || makesVolume(item));
        }
      }
      case ResourceMoveFailed e ->
          takeOff(batch, idOf(e.diskId(), e.snapshotId()), at, item -> item instanceof MoveOut);
      case ResourceReceived _ -> {}
    }
  }

  /** The image was made of a volume, so the volume had been made and grown before the item. */
  private static void completed(ViewBatch batch, SnapshotId snapshotId, LogPosition at) {
    for (WorkItem item : PendingWork.itemsOf(batch, snapshotId.value(), at.partition())) {
      if (makesImage(item)) {
        PendingWork.remove(batch, item);
        UUID volume = volumeOf(item);
        if (volume != null) {
          takeOff(batch, volume, item.position(), WorkProjection::makesVolume);
        }
      }
    }
  }

  /** Takes off the items of a subject that are before a position of the same partition. */
  private static void takeOff(
      ViewBatch batch, UUID subject, LogPosition before, Predicate<WorkItem> which) {
    for (WorkItem item : PendingWork.itemsOf(batch, subject, before.partition())) {
      if (item.position().compareTo(before) < 0 && which.test(item)) {
        PendingWork.remove(batch, item);
      }
    }
  }

  private static boolean makesVolume(WorkItem item) {
    return switch (item) {
      case CreateVolume _, ResizeVolume _ -> true;
      case FillVolume _,
          SealSnapshot _,
          CopyFull _,
          CopyToRegion _,
          DeleteVolume _,
          DeleteImage _,
          MoveOut _ ->
          false;
    };
  }

  private static boolean makesImage(WorkItem item) {
    return switch (item) {
      case SealSnapshot _, CopyFull _, CopyToRegion _ -> true;
      case CreateVolume _, FillVolume _, ResizeVolume _, DeleteVolume _, DeleteImage _, MoveOut _ ->
          false;
    };
  }

  private static @Nullable UUID volumeOf(WorkItem item) {
    return switch (item) {
      case SealSnapshot i -> i.diskId().value();
      case CopyFull i -> i.sourceDiskId() == null ? null : i.sourceDiskId().value();
      case CopyToRegion _,
          CreateVolume _,
          FillVolume _,
          ResizeVolume _,
          DeleteVolume _,
          DeleteImage _,
          MoveOut _ ->
          null;
    };
  }

  private static String regionOf(DiskResized event, ViewBatch batch) {
    DiskRow disk = Disks.find(batch, event.diskId(), event.header().subscriptionId());
    if (disk == null) {
      throw new BrokenViewException(
          "expected disk " + event.diskId() + " for a DiskResized, but there is none");
    }
    return disk.region();
  }

  private static UUID idOf(@Nullable DiskId diskId, @Nullable SnapshotId snapshotId) {
    if (diskId != null) {
      return diskId.value();
    }
    if (snapshotId != null) {
      return snapshotId.value();
    }
    throw new BrokenViewException("expected a move of a disk or a snapshot, but found neither");
  }
}
