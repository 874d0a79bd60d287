package dev.snapledger.projections.copy;

import dev.snapledger.commands.event.BackgroundCopyCompleted;
import dev.snapledger.commands.event.BackgroundCopyFailed;
import dev.snapledger.commands.event.BackgroundCopyProgressed;
import dev.snapledger.commands.event.BackgroundCopyStarted;
import dev.snapledger.commands.event.CopyEvent;
import dev.snapledger.commands.event.CopyLeaseAcquired;
import dev.snapledger.commands.event.CopyLeaseReleased;
import dev.snapledger.commands.event.DiskEvent;
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
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.engine.BrokenViewException;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.Projection;
import dev.snapledger.projections.engine.ViewBatch;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps the rows of copies under way; a copy's row goes when it ends, however it ends. */
public final class CopyProjection implements Projection {
  @Override
  public void apply(Event event, LogPosition position, ViewBatch batch) {
    switch (event) {
      case CopyEvent e -> applyCopy(e, batch);
      case SnapshotEvent e -> applySnapshot(e, batch);
      case DiskEvent _, MoveEvent _, PolicyEvent _, SasEvent _ -> {}
    }
  }

  private static void applyCopy(CopyEvent event, ViewBatch batch) {
    switch (event) {
      case BackgroundCopyStarted e ->
          put(
              batch,
              started(e, CopyKind.BACKGROUND, e.diskId().value(), e.sourceSnapshotId().value())
                  .to(e.region(), e.totalBytes()));
      case CopyLeaseAcquired e -> {
        LeaseRow lease = new LeaseRow(e.holder(), e.epoch(), e.expiresAt());
        change(batch, e, e.diskId().value(), row -> row.with(lease));
      }
      case CopyLeaseReleased e -> change(batch, e, e.diskId().value(), row -> row.with(null));
      case BackgroundCopyProgressed e ->
          change(
              batch,
              e,
              e.diskId().value(),
              row -> row.progressed(e.copiedBytes(), row.totalBytes()));
      case BackgroundCopyCompleted e -> end(batch, e, e.diskId().value());
      case BackgroundCopyFailed e -> end(batch, e, e.diskId().value());
    }
  }

  private static void applySnapshot(SnapshotEvent event, ViewBatch batch) {
    switch (event) {
      case SnapshotCopyStarted e ->
          put(
              batch,
              started(e, CopyKind.REGION, e.snapshotId().value(), e.sourceSnapshotId().value())
                  .to(e.region(), e.sizeBytes()));
      case FullSnapshotStarted e ->
          put(
              batch,
              started(
                      e,
                      CopyKind.FULL,
                      e.snapshotId().value(),
                      sourceOf(e.sourceDiskId(), e.sourceSnapshotId()))
                  .to(e.region(), e.sizeBytes()));
      case SnapshotCopyProgressed e ->
          change(
              batch,
              e,
              e.snapshotId().value(),
              row -> row.progressed(e.copiedBytes(), e.totalBytes()));
      case SnapshotCopyCompleted e -> end(batch, e, e.snapshotId().value());
      case FullSnapshotCompleted e -> end(batch, e, e.snapshotId().value());
      case SnapshotFailed e -> end(batch, e, e.snapshotId().value());
      case SnapshotDeleted e -> end(batch, e, e.snapshotId().value());
      case IncrementalSnapshotStarted _, IncrementalSnapshotCompleted _, SnapshotUpdated _ -> {}
    }
  }

  private static CopyRow started(Event event, CopyKind kind, UUID targetId, UUID sourceId) {
    return new CopyRow(
        event.header().subscriptionId(),
        kind,
        targetId,
        sourceId,
        "",
        0,
        0,
        event.header().time(),
        null);
  }

  private static UUID sourceOf(@Nullable DiskId diskId, @Nullable SnapshotId snapshotId) {
    if (diskId != null) {
      return diskId.value();
    }
    if (snapshotId != null) {
      return snapshotId.value();
    }
    throw new BrokenViewException(
        "expected a full snapshot of a disk or of a snapshot, but found neither");
  }

  private static void put(ViewBatch batch, CopyRow row) {
    batch.put(Copies.TABLE, Copies.key(row.subscriptionId(), row.targetId()), row);
    batch.put(Copies.BY_SOURCE, Copies.sourceKey(row), row.subscriptionId().value());
  }

  private static void change(
      ViewBatch batch, Event event, UUID targetId, UnaryOperator<CopyRow> change) {
    CopyRow row = Copies.find(batch, event.header().subscriptionId(), targetId);
    if (row == null) {
      throw new BrokenViewException(
          "expected a copy into %s for a %s, but none is under way"
              .formatted(targetId, event.getClass().getSimpleName()));
    }
    put(batch, change.apply(row));
  }

  private static void end(ViewBatch batch, Event event, UUID targetId) {
    CopyRow row = Copies.find(batch, event.header().subscriptionId(), targetId);
    if (row != null) {
      batch.remove(Copies.TABLE, Copies.key(row.subscriptionId(), row.targetId()));
      batch.remove(Copies.BY_SOURCE, Copies.sourceKey(row));
    }
  }
}
