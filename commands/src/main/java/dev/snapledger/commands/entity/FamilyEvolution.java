package dev.snapledger.commands.entity;

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
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.MovedResource;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a family changes by events; pure, and never different for an event that shipped. */
final class FamilyEvolution {
  private FamilyEvolution() {}

  static @Nullable SnapshotFamily evolve(
      FamilyKey key, @Nullable SnapshotFamily before, Event event) {
    SnapshotFamily after =
        switch (event) {
          case DiskCreated e -> created(key, e);
          case ResourceReceived e -> received(key, e);
          case Event e -> changed(existing(key, before, e), e);
        };
    if (after == null || (after.disk() == null && after.snapshots().isEmpty())) {
      return null;
    }
    return after.purged(event.header().time());
  }

  private static SnapshotFamily existing(
      FamilyKey key, @Nullable SnapshotFamily before, Event event) {
    if (before == null) {
      throw new IllegalStateException(
          "expected family %s to exist, but found none at %s".formatted(key.familyId(), event));
    }
    return before;
  }

  private static @Nullable SnapshotFamily changed(SnapshotFamily before, Event event) {
    return switch (event) {
      case DiskEvent e -> changedByDisk(before, e);
      case SnapshotEvent e -> changedBySnapshot(before, e);
      case CopyEvent e -> changedByCopy(before, e);
      case SasGranted e ->
          before.plusGrant(new Grant(e.grantId(), e.snapshotId(), e.access(), e.expiresAt()));
      case SasRevoked e -> before.minusGrant(e.grantId());
      case MoveEvent e -> changedByMove(before, e);
      case PolicyEvent _ -> before;
    };
  }

  private static SnapshotFamily changedByDisk(SnapshotFamily before, DiskEvent event) {
    return switch (event) {
      case DiskCreated _ -> before;
      case DiskResized e -> before.asResized(disk(before).withSizeBytes(e.sizeBytes()));
      case DiskUpdated e -> before.withDisk(disk(before).withSkuAndTags(e.sku(), e.tags()));
      case DiskDeleted _ -> before.withDisk(null);
    };
  }

  private static SnapshotFamily changedBySnapshot(SnapshotFamily before, SnapshotEvent event) {
    return switch (event) {
      case IncrementalSnapshotStarted e ->
          before.plusSnapshot(started(e)).plusRecentTime(e.header().time());
      case IncrementalSnapshotCompleted e ->
          before.change(e.snapshotId(), s -> s.ended(SnapshotState.COMPLETED));
      case SnapshotCopyStarted e ->
          withReader(
              before.plusSnapshot(started(e)),
              e.sourceSnapshotId(),
              new Reader(Reader.Kind.SNAPSHOT_COPY, e.snapshotId().value()));
      case SnapshotCopyProgressed e ->
          before.change(e.snapshotId(), s -> s.withCopyStep(e.copiedBytes(), e.totalBytes()));
      case SnapshotCopyCompleted e ->
          withoutReader(
              before.change(e.snapshotId(), s -> s.ended(SnapshotState.COMPLETED)),
              e.sourceSnapshotId(),
              e.snapshotId().value());
      case FullSnapshotStarted e -> fullStarted(before, e);
      case FullSnapshotCompleted e -> fullEnded(before, e.snapshotId(), e.sourceSnapshotId());
      case SnapshotFailed e -> failed(before, e);
      case SnapshotUpdated e -> before.change(e.snapshotId(), s -> s.withTags(e.tags()));
      case SnapshotDeleted e -> before.minusSnapshot(e.snapshotId());
    };
  }

  private static SnapshotFamily changedByCopy(SnapshotFamily before, CopyEvent event) {
    return switch (event) {
      case BackgroundCopyStarted e ->
          isDisk(before, e.diskId())
              ? before.withDisk(
                  disk(before)
                      .withBackgroundCopy(
                          BackgroundCopy.started(
                              e.sourceSnapshotId(), e.sourceFamilyId(), e.totalBytes())))
              : withReader(
                  before,
                  e.sourceSnapshotId(),
                  new Reader(Reader.Kind.BACKGROUND_COPY, e.diskId().value()));
      case CopyLeaseAcquired e ->
          copyChanged(before, c -> c.leased(e.holder(), e.epoch(), e.expiresAt()));
      case CopyLeaseReleased _ -> copyChanged(before, BackgroundCopy::released);
      case BackgroundCopyProgressed e -> copyChanged(before, c -> c.progressed(e.copiedBytes()));
      case BackgroundCopyCompleted e ->
          isDisk(before, e.diskId())
              ? before.withDisk(disk(before).withBackgroundCopy(null))
              : withoutReader(before, e.sourceSnapshotId(), e.diskId().value());
      case BackgroundCopyFailed e ->
          isDisk(before, e.diskId())
              ? copyChanged(before, BackgroundCopy::failed)
              : withoutReader(before, e.sourceSnapshotId(), e.diskId().value());
    };
  }

  private static @Nullable SnapshotFamily changedByMove(SnapshotFamily before, MoveEvent event) {
    return switch (event) {
      case ResourceMoveStarted e ->
          before.withDisk(
              disk(before).withMove(new Move(e.targetSubscriptionId(), e.resource().name())));
      case ResourceMoveFailed _ -> before.withDisk(disk(before).withMove(null));
      case ResourceReceived _ -> before;
      case ResourceMoved e -> moved(before, e);
    };
  }

  private static @Nullable SnapshotFamily moved(SnapshotFamily before, ResourceMoved event) {
    if (!event.targetSubscriptionId().equals(before.key().subscriptionId())) {
      return null;
    }
    SnapshotId snapshotId = event.snapshotId();
    return snapshotId == null
        ? before.withDisk(disk(before).withName(event.targetName()))
        : before.change(snapshotId, s -> s.withName(event.targetName()));
  }

  private static SnapshotFamily created(FamilyKey key, DiskCreated event) {
    Disk disk =
        new Disk(
            event.name(),
            event.region(),
            event.sku(),
            event.sizeBytes(),
            event.origin(),
            event.header().time(),
            event.tags(),
            null,
            List.of(),
            null);
    return new SnapshotFamily(key, disk, List.of(), List.of(), List.of(), 1, false, 0);
  }

  private static SnapshotFamily received(FamilyKey key, ResourceReceived event) {
    MovedResource resource = event.resource();
    Disk disk =
        new Disk(
            resource.name(),
            resource.region(),
            resource.sku(),
            resource.sizeBytes(),
            resource.origin(),
            resource.createdAt(),
            resource.tags(),
            null,
            List.of(),
            null);
    return new SnapshotFamily(
        key,
        disk,
        List.of(),
        List.of(),
        resource.recentSnapshotTimes(),
        resource.nextSequence(),
        resource.resized(),
        0);
  }

  private static FamilySnapshot started(IncrementalSnapshotStarted event) {
    return new FamilySnapshot(
        event.snapshotId(),
        event.sequence(),
        event.name(),
        event.region(),
        event.sizeBytes(),
        null,
        SnapshotState.CREATING,
        event.tags(),
        List.of(),
        0);
  }

  private static FamilySnapshot started(SnapshotCopyStarted event) {
    return new FamilySnapshot(
        event.snapshotId(),
        event.sequence(),
        event.name(),
        event.region(),
        event.sizeBytes(),
        event.sourceSnapshotId(),
        SnapshotState.CREATING,
        event.tags(),
        List.of(),
        0);
  }

  /** The family is the source: one of its snapshots, or its disk. */
  private static SnapshotFamily fullStarted(SnapshotFamily before, FullSnapshotStarted event) {
    SnapshotId source = event.sourceSnapshotId();
    if (source != null) {
      return withReader(
          before, source, new Reader(Reader.Kind.FULL_SNAPSHOT, event.snapshotId().value()));
    }
    Disk disk = disk(before);
    return before.withDisk(
        disk.withFullSnapshots(Lists.plus(disk.fullSnapshots(), event.snapshotId())));
  }

  private static SnapshotFamily fullEnded(
      SnapshotFamily before, SnapshotId fullSnapshot, @Nullable SnapshotId source) {
    if (source != null) {
      return withoutReader(before, source, fullSnapshot.value());
    }
    Disk disk = disk(before);
    return before.withDisk(
        disk.withFullSnapshots(Lists.without(disk.fullSnapshots(), id -> id.equals(fullSnapshot))));
  }

  private static SnapshotFamily failed(SnapshotFamily before, SnapshotFailed event) {
    SnapshotId source = event.sourceSnapshotId();
    if (event.familyId() == null) {
      return fullEnded(before, event.snapshotId(), source);
    }
    SnapshotFamily after = before.change(event.snapshotId(), s -> s.ended(SnapshotState.FAILED));
    return source == null ? after : withoutReader(after, source, event.snapshotId().value());
  }

  private static SnapshotFamily withReader(
      SnapshotFamily family, SnapshotId source, Reader reader) {
    return family.change(source, s -> s.withReaders(Reader.plus(s.readers(), reader)));
  }

  private static SnapshotFamily withoutReader(
      SnapshotFamily family, SnapshotId source, UUID reader) {
    return family.change(source, s -> s.withReaders(Reader.minus(s.readers(), reader)));
  }

  private static SnapshotFamily copyChanged(
      SnapshotFamily family, UnaryOperator<BackgroundCopy> change) {
    Disk disk = disk(family);
    BackgroundCopy copy = disk.backgroundCopy();
    if (copy == null) {
      throw new IllegalStateException(
          "expected a background copy of disk %s, but found none"
              .formatted(family.key().familyId()));
    }
    return family.withDisk(disk.withBackgroundCopy(change.apply(copy)));
  }

  private static boolean isDisk(SnapshotFamily family, DiskId diskId) {
    return family.key().familyId().value().equals(diskId.value());
  }

  private static Disk disk(SnapshotFamily family) {
    Disk disk = family.disk();
    if (disk == null) {
      throw new IllegalStateException(
          "expected family %s to have its disk, but it is deleted"
              .formatted(family.key().familyId()));
    }
    return disk;
  }
}
