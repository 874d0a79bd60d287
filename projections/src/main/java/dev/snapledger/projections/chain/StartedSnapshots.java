package dev.snapledger.projections.chain;

import dev.snapledger.commands.event.FullSnapshotStarted;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.SnapshotCopyStarted;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.MovedResource;

/** The first row of a snapshot, as the event that began it tells. */
final class StartedSnapshots {
  private StartedSnapshots() {}

  static SnapshotRow of(IncrementalSnapshotStarted event) {
    return new SnapshotRow(
        event.header().subscriptionId(),
        event.snapshotId(),
        SnapshotKind.INCREMENTAL,
        event.familyId(),
        event.sequence(),
        event.name(),
        event.region(),
        event.sku(),
        event.sizeBytes(),
        new SnapshotSources(
            new DiskId(event.familyId().value()), null, null, event.parentSnapshotId(), null),
        SnapshotState.CREATING,
        event.header().time(),
        null,
        null,
        null,
        null,
        event.tags());
  }

  static SnapshotRow of(SnapshotCopyStarted event) {
    return new SnapshotRow(
        event.header().subscriptionId(),
        event.snapshotId(),
        SnapshotKind.COPY,
        event.familyId(),
        event.sequence(),
        event.name(),
        event.region(),
        event.sku(),
        event.sizeBytes(),
        new SnapshotSources(
            null,
            event.sourceSnapshotId(),
            null,
            event.baseSnapshotId(),
            event.baseSourceSnapshotId()),
        SnapshotState.CREATING,
        event.header().time(),
        null,
        null,
        null,
        null,
        event.tags());
  }

  static SnapshotRow of(FullSnapshotStarted event) {
    return new SnapshotRow(
        event.header().subscriptionId(),
        event.snapshotId(),
        SnapshotKind.FULL,
        null,
        0,
        event.name(),
        event.region(),
        event.sku(),
        event.sizeBytes(),
        new SnapshotSources(
            event.sourceDiskId(), event.sourceSnapshotId(), event.sourceFamilyId(), null, null),
        SnapshotState.CREATING,
        event.header().time(),
        null,
        null,
        null,
        null,
        event.tags());
  }

  /** A full snapshot that came from another subscription: completed there. */
  static SnapshotRow received(
      SubscriptionId subscription, SnapshotId snapshotId, MovedResource resource) {
    return new SnapshotRow(
        subscription,
        snapshotId,
        SnapshotKind.FULL,
        null,
        0,
        resource.name(),
        resource.region(),
        resource.sku(),
        resource.sizeBytes(),
        SnapshotSources.UNKNOWN,
        SnapshotState.COMPLETED,
        resource.createdAt(),
        resource.createdAt(),
        null,
        null,
        new SnapshotContent(resource.storedBytes(), 0, resource.rootDigest(), null),
        resource.tags());
  }
}
