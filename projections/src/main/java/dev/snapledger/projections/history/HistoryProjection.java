package dev.snapledger.projections.history;

import dev.snapledger.commands.event.CopyEvent;
import dev.snapledger.commands.event.CopyLeaseAcquired;
import dev.snapledger.commands.event.CopyLeaseReleased;
import dev.snapledger.commands.event.DiskEvent;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.MoveEvent;
import dev.snapledger.commands.event.PolicyEvent;
import dev.snapledger.commands.event.SasEvent;
import dev.snapledger.commands.event.SnapshotCopyProgressed;
import dev.snapledger.commands.event.SnapshotEvent;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.disk.Disks;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.Projection;
import dev.snapledger.projections.engine.ViewBatch;

/**
 * Keeps where each event is, and what it made of the row of its resource; so it comes after the
 * projections that write those rows.
 */
public final class HistoryProjection implements Projection {
  @Override
  public void apply(Event event, LogPosition position, ViewBatch batch) {
    SubscriptionId subscription = event.header().subscriptionId();
    EventSubjects subjects = EventSubjects.of(event);
    Timeline.put(batch, event, position, subjects);
    FamilyId family = subjects.family();
    if (family != null) {
      ResourceEvents.put(batch, family.value(), subscription, position.logOffset());
    }
    if (subjects.snapshotId() != null) {
      ResourceEvents.put(batch, subjects.snapshotId().value(), subscription, position.logOffset());
    }
    if (changesRow(event)) {
      putVersions(batch, subjects, subscription, position.logOffset());
    }
  }

  private static boolean changesRow(Event event) {
    return switch (event) {
      case SnapshotCopyProgressed _, CopyLeaseAcquired _, CopyLeaseReleased _ -> false;
      case DiskEvent _, SnapshotEvent _, MoveEvent _ -> true;
      case CopyEvent _ -> true;
      case SasEvent _, PolicyEvent _ -> false;
    };
  }

  private static void putVersions(
      ViewBatch batch, EventSubjects subjects, SubscriptionId subscription, long logOffset) {
    DiskId disk = subjects.diskId();
    if (disk != null) {
      Disks.HISTORY.put(
          batch, disk.value(), subscription, logOffset, Disks.find(batch, disk, subscription));
    }
    SnapshotId snapshot = subjects.snapshotId();
    if (snapshot != null) {
      Snapshots.HISTORY.put(
          batch,
          snapshot.value(),
          subscription,
          logOffset,
          Snapshots.find(batch, snapshot, subscription));
    }
  }
}
