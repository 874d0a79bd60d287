package dev.snapledger.projections.disk;

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
import dev.snapledger.commands.event.MoveEvent;
import dev.snapledger.commands.event.PolicyEvent;
import dev.snapledger.commands.event.ResourceMoveFailed;
import dev.snapledger.commands.event.ResourceMoveStarted;
import dev.snapledger.commands.event.ResourceMoved;
import dev.snapledger.commands.event.ResourceReceived;
import dev.snapledger.commands.event.SasEvent;
import dev.snapledger.commands.event.SnapshotEvent;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.MovedResource;
import dev.snapledger.projections.engine.BrokenViewException;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.Projection;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.resource.ResourceIndex;
import dev.snapledger.projections.resource.ResourceNames;
import dev.snapledger.projections.usage.Usage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps the rows of disks, with their names and usage. */
public final class DiskProjection implements Projection {
  @Override
  public void apply(Event event, LogPosition position, ViewBatch batch) {
    switch (event) {
      case DiskEvent e -> applyDisk(e, batch);
      case CopyEvent e -> applyCopy(e, batch);
      case MoveEvent e -> applyMove(e, batch);
      case PolicyEvent _, SasEvent _, SnapshotEvent _ -> {}
    }
  }

  private static void applyDisk(DiskEvent event, ViewBatch batch) {
    switch (event) {
      case DiskCreated e -> replace(batch, e, null, created(e));
      case DiskResized e -> change(batch, e, e.diskId(), row -> row.resized(e.sizeBytes()));
      case DiskUpdated e -> change(batch, e, e.diskId(), row -> row.updated(e.sku(), e.tags()));
      case DiskDeleted e -> change(batch, e, e.diskId(), row -> row.deleted(e.header().time()));
    }
  }

  private static void applyCopy(CopyEvent event, ViewBatch batch) {
    switch (event) {
      case BackgroundCopyStarted e ->
          change(
              batch,
              e,
              e.diskId(),
              row ->
                  row.with(
                      new BackgroundCopy(BackgroundCopyState.RUNNING, e.totalBytes(), 0, null)));
      case BackgroundCopyProgressed e ->
          change(batch, e, e.diskId(), row -> row.with(copyOf(row).progressed(e.copiedBytes())));
      case BackgroundCopyCompleted e ->
          change(batch, e, e.diskId(), row -> row.with(copyOf(row).completed(e.copiedBytes())));
      case BackgroundCopyFailed e ->
          change(batch, e, e.diskId(), row -> row.with(copyOf(row).failed(e.reason())));
      case CopyLeaseAcquired _, CopyLeaseReleased _ -> {}
    }
  }

  private static void applyMove(MoveEvent event, ViewBatch batch) {
    switch (event) {
      case ResourceMoveStarted e -> {
        DiskId diskId = e.resource().diskId();
        if (diskId != null) {
          change(batch, e, diskId, row -> row.in(DiskState.MOVING));
        }
      }
      case ResourceMoveFailed e -> {
        if (e.diskId() != null) {
          change(batch, e, e.diskId(), row -> row.in(DiskState.ACTIVE));
        }
      }
      case ResourceMoved e -> {
        if (e.diskId() != null) {
          moved(e, e.diskId(), batch);
        }
      }
      case ResourceReceived e -> {
        DiskId diskId = e.resource().diskId();
        if (diskId != null) {
          SubscriptionId here = e.header().subscriptionId();
          replace(batch, e, Disks.find(batch, diskId, here), received(here, diskId, e.resource()));
        }
      }
    }
  }

  private static void moved(ResourceMoved event, DiskId diskId, ViewBatch batch) {
    if (event.targetSubscriptionId().equals(event.header().subscriptionId())) {
      change(batch, event, diskId, row -> row.named(event.targetName()));
    } else {
      replace(batch, event, present(batch, event, diskId), null);
    }
  }

  private static DiskRow created(DiskCreated event) {
    return new DiskRow(
        event.header().subscriptionId(),
        event.diskId(),
        event.name(),
        event.region(),
        event.sku(),
        event.sizeBytes(),
        event.origin(),
        event.sourceSnapshotId(),
        DiskState.ACTIVE,
        event.header().time(),
        null,
        false,
        null,
        event.tags());
  }

  private static DiskRow received(
      SubscriptionId subscription, DiskId diskId, MovedResource resource) {
    return new DiskRow(
        subscription,
        diskId,
        resource.name(),
        resource.region(),
        resource.sku(),
        resource.sizeBytes(),
        resource.origin(),
        null,
        DiskState.ACTIVE,
        resource.createdAt(),
        null,
        resource.resized(),
        null,
        resource.tags());
  }

  private static BackgroundCopy copyOf(DiskRow row) {
    BackgroundCopy copy = row.backgroundCopy();
    if (copy == null) {
      throw new BrokenViewException(
          "expected disk " + row.diskId() + " to have a background copy, but it has none");
    }
    return copy;
  }

  private static void change(
      ViewBatch batch, Event event, DiskId diskId, UnaryOperator<DiskRow> change) {
    DiskRow before = present(batch, event, diskId);
    replace(batch, event, before, change.apply(before));
  }

  private static DiskRow present(ViewBatch batch, Event event, DiskId diskId) {
    DiskRow row = Disks.find(batch, diskId, event.header().subscriptionId());
    if (row == null) {
      throw new BrokenViewException(
          "expected disk %s in subscription %s for a %s, but there is none"
              .formatted(
                  diskId, event.header().subscriptionId(), event.getClass().getSimpleName()));
    }
    return row;
  }

  private static void replace(
      ViewBatch batch, Event event, @Nullable DiskRow before, @Nullable DiskRow after) {
    if (after != null) {
      batch.put(Disks.TABLE, Disks.key(after.diskId(), after.subscriptionId()), after);
    } else if (before != null) {
      batch.remove(Disks.TABLE, Disks.key(before.diskId(), before.subscriptionId()));
    }
    ResourceNames.replaced(batch, before, after);
    ResourceIndex.replaced(batch, before, after);
    Disks.LISTED.replaced(batch, before, after);
    Usage.replaced(batch, event.header().time(), before, after);
  }
}
