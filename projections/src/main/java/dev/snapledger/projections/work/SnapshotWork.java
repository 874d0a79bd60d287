package dev.snapledger.projections.work;

import dev.snapledger.commands.event.FullSnapshotStarted;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.SnapshotCopyStarted;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.work.WorkItem.CopyFull;
import dev.snapledger.projections.work.WorkItem.CopyToRegion;
import dev.snapledger.projections.work.WorkItem.SealSnapshot;

/** What the beginning of a snapshot leaves to do. */
final class SnapshotWork {
  private SnapshotWork() {}

  static SealSnapshot of(IncrementalSnapshotStarted event, LogPosition at) {
    return new SealSnapshot(
        at,
        event.header().subscriptionId(),
        event.region(),
        event.header().time(),
        event.snapshotId(),
        event.familyId(),
        event.sequence(),
        event.sizeBytes(),
        event.parentSnapshotId());
  }

  static CopyFull of(FullSnapshotStarted event, LogPosition at) {
    return new CopyFull(
        at,
        event.header().subscriptionId(),
        event.region(),
        event.header().time(),
        event.snapshotId(),
        event.sourceDiskId(),
        event.sourceSnapshotId(),
        event.sourceFamilyId(),
        event.sizeBytes());
  }

  static CopyToRegion of(SnapshotCopyStarted event, LogPosition at) {
    return new CopyToRegion(
        at,
        event.header().subscriptionId(),
        event.region(),
        event.header().time(),
        event.snapshotId(),
        event.familyId(),
        event.sizeBytes(),
        event.sourceSnapshotId(),
        event.sourceRegion(),
        event.baseSnapshotId(),
        event.baseSourceSnapshotId());
  }
}
