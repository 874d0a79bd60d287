package dev.snapledger.projections.chain;

import dev.snapledger.commands.event.CopyEvent;
import dev.snapledger.commands.event.DiskEvent;
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
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.engine.BrokenViewException;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.Projection;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.resource.ResourceIndex;
import dev.snapledger.projections.resource.ResourceNames;
import dev.snapledger.projections.usage.Usage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps the rows of snapshots and the chain of each family, with names and usage. */
public final class SnapshotChainProjection implements Projection {
  @Override
  public void apply(Event event, LogPosition position, ViewBatch batch) {
    switch (event) {
      case SnapshotEvent e -> applySnapshot(e, batch);
      case MoveEvent e -> applyMove(e, batch);
      case CopyEvent _, DiskEvent _, PolicyEvent _, SasEvent _ -> {}
    }
  }

  private static void applySnapshot(SnapshotEvent event, ViewBatch batch) {
    switch (event) {
      case IncrementalSnapshotStarted e -> replace(batch, e, null, StartedSnapshots.of(e));
      case SnapshotCopyStarted e -> replace(batch, e, null, StartedSnapshots.of(e));
      case FullSnapshotStarted e -> replace(batch, e, null, StartedSnapshots.of(e));
      case IncrementalSnapshotCompleted e -> {
        SnapshotChanges changes =
            new SnapshotChanges(e.changedBytes(), e.changedBlocks(), e.blockMapParts());
        completed(
            batch,
            e,
            e.snapshotId(),
            new SnapshotContent(e.storedBytes(), 0, e.rootDigest(), changes));
      }
      case SnapshotCopyCompleted e -> {
        SnapshotChanges changes =
            new SnapshotChanges(e.changedBytes(), e.changedBlocks(), e.blockMapParts());
        completed(
            batch,
            e,
            e.snapshotId(),
            new SnapshotContent(e.storedBytes(), e.movedBytes(), e.rootDigest(), changes));
      }
      case FullSnapshotCompleted e -> {
        SnapshotChanges changes =
            new SnapshotChanges(e.changedBytes(), e.changedBlocks(), e.blockMapParts());
        completed(
            batch,
            e,
            e.snapshotId(),
            new SnapshotContent(e.storedBytes(), 0, e.rootDigest(), changes));
      }
      case SnapshotFailed e -> change(batch, e, e.snapshotId(), row -> row.failed(e.reason()));
      case SnapshotUpdated e -> change(batch, e, e.snapshotId(), row -> row.tagged(e.tags()));
      case SnapshotDeleted e ->
          change(batch, e, e.snapshotId(), row -> row.deleted(e.header().time()));
      case SnapshotCopyProgressed _ -> {} // Told by the view of copies.
    }
  }

  private static void completed(
      ViewBatch batch, SnapshotEvent event, SnapshotId snapshotId, SnapshotContent content) {
    change(batch, event, snapshotId, row -> row.completed(event.header().time(), content));
  }

  private static void applyMove(MoveEvent event, ViewBatch batch) {
    switch (event) {
      case ResourceMoveStarted e -> {
        SnapshotId snapshotId = e.resource().snapshotId();
        if (snapshotId != null) {
          change(batch, e, snapshotId, row -> row.in(SnapshotState.MOVING));
        }
      }
      case ResourceMoveFailed e -> {
        if (e.snapshotId() != null) {
          change(batch, e, e.snapshotId(), row -> row.in(SnapshotState.COMPLETED));
        }
      }
      case ResourceMoved e -> {
        if (e.snapshotId() != null) {
          moved(e, e.snapshotId(), batch);
        }
      }
      case ResourceReceived e -> {
        SnapshotId snapshotId = e.resource().snapshotId();
        if (snapshotId != null) {
          SubscriptionId here = e.header().subscriptionId();
          replace(
              batch,
              e,
              Snapshots.find(batch, snapshotId, here),
              StartedSnapshots.received(here, snapshotId, e.resource()));
        }
      }
    }
  }

  private static void moved(ResourceMoved event, SnapshotId snapshotId, ViewBatch batch) {
    if (event.targetSubscriptionId().equals(event.header().subscriptionId())) {
      change(batch, event, snapshotId, row -> row.named(event.targetName()));
    } else {
      replace(batch, event, present(batch, event, snapshotId), null);
    }
  }

  private static void change(
      ViewBatch batch, Event event, SnapshotId snapshotId, UnaryOperator<SnapshotRow> change) {
    SnapshotRow before = present(batch, event, snapshotId);
    replace(batch, event, before, change.apply(before));
  }

  private static SnapshotRow present(ViewBatch batch, Event event, SnapshotId snapshotId) {
    SnapshotRow row = Snapshots.find(batch, snapshotId, event.header().subscriptionId());
    if (row == null) {
      throw new BrokenViewException(
          "expected snapshot %s in subscription %s for a %s, but there is none"
              .formatted(
                  snapshotId, event.header().subscriptionId(), event.getClass().getSimpleName()));
    }
    return row;
  }

  private static void replace(
      ViewBatch batch, Event event, @Nullable SnapshotRow before, @Nullable SnapshotRow after) {
    if (after != null) {
      batch.put(Snapshots.TABLE, Snapshots.key(after.snapshotId(), after.subscriptionId()), after);
      if (before == null && after.familyId() != null) {
        batch.put(
            Snapshots.CHAINS,
            Snapshots.chainKey(after.familyId(), after.sequence(), after.snapshotId()),
            after.subscriptionId().value());
      }
    } else if (before != null) {
      batch.remove(Snapshots.TABLE, Snapshots.key(before.snapshotId(), before.subscriptionId()));
    }
    ResourceNames.replaced(batch, before, after);
    ResourceIndex.replaced(batch, before, after);
    Snapshots.LISTED.replaced(batch, before, after);
    Usage.replaced(batch, event.header().time(), before, after);
  }
}
