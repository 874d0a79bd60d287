package dev.snapledger.commands.entity;

import dev.snapledger.commands.event.BackgroundCopyCompleted;
import dev.snapledger.commands.event.BackgroundCopyFailed;
import dev.snapledger.commands.event.BackgroundCopyProgressed;
import dev.snapledger.commands.event.BackgroundCopyStarted;
import dev.snapledger.commands.event.CopyLeaseAcquired;
import dev.snapledger.commands.event.CopyLeaseReleased;
import dev.snapledger.commands.event.DiskEvent;
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
import dev.snapledger.commands.event.SasGranted;
import dev.snapledger.commands.event.SasRevoked;
import dev.snapledger.commands.event.SnapshotCopyCompleted;
import dev.snapledger.commands.event.SnapshotCopyProgressed;
import dev.snapledger.commands.event.SnapshotCopyStarted;
import dev.snapledger.commands.event.SnapshotDeleted;
import dev.snapledger.commands.event.SnapshotFailed;
import dev.snapledger.commands.event.SnapshotUpdated;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.MovedResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a full snapshot changes by events; pure, and never different for an event that shipped. */
final class FullSnapshotEvolution {
  private FullSnapshotEvolution() {}

  static @Nullable FullSnapshot evolve(
      FullSnapshotKey key, @Nullable FullSnapshot before, Event event) {
    FullSnapshot after =
        switch (event) {
          case FullSnapshotStarted e when e.snapshotId().equals(key.snapshotId()) ->
              started(key, e);
          case ResourceReceived e -> received(key, e);
          case Event e -> changed(existing(key, before, e), e);
        };
    if (after == null) {
      return null;
    }
    List<Grant> active = Grant.activeOf(after.grants(), event.header().time());
    return active.size() == after.grants().size() ? after : after.withGrants(active);
  }

  private static FullSnapshot existing(
      FullSnapshotKey key, @Nullable FullSnapshot before, Event event) {
    if (before == null) {
      throw new IllegalStateException(
          "expected full snapshot %s to exist, but found none at %s"
              .formatted(key.snapshotId(), event));
    }
    return before;
  }

  private static @Nullable FullSnapshot changed(FullSnapshot before, Event event) {
    return switch (event) {
      case FullSnapshotStarted e ->
          before.withReaders(
              Reader.plus(
                  before.readers(), new Reader(Reader.Kind.FULL_SNAPSHOT, e.snapshotId().value())));
      case FullSnapshotCompleted e -> completed(before, e);
      case SnapshotFailed e ->
          isOf(before, e.snapshotId()) ? before.failed() : freed(before, e.snapshotId());
      case SnapshotUpdated e -> before.withTags(e.tags());
      case SnapshotDeleted _ -> null;
      case BackgroundCopyStarted e ->
          before.withReaders(
              Reader.plus(
                  before.readers(), new Reader(Reader.Kind.BACKGROUND_COPY, e.diskId().value())));
      case BackgroundCopyCompleted e ->
          before.withReaders(Reader.minus(before.readers(), e.diskId().value()));
      case BackgroundCopyFailed e ->
          before.withReaders(Reader.minus(before.readers(), e.diskId().value()));
      case SasGranted e ->
          before.withGrants(
              Lists.plus(
                  before.grants(),
                  new Grant(e.grantId(), e.snapshotId(), e.access(), e.expiresAt())));
      case SasRevoked e ->
          before.withGrants(Lists.without(before.grants(), g -> g.grantId().equals(e.grantId())));
      case ResourceMoveStarted e ->
          before.withMove(new Move(e.targetSubscriptionId(), e.resource().name()));
      case ResourceMoveFailed _ -> before.withMove(null);
      case ResourceMoved e ->
          e.targetSubscriptionId().equals(before.key().subscriptionId())
              ? before.withName(e.targetName())
              : null;
      case BackgroundCopyProgressed _,
          CopyLeaseAcquired _,
          CopyLeaseReleased _,
          DiskEvent _,
          IncrementalSnapshotCompleted _,
          IncrementalSnapshotStarted _,
          PolicyEvent _,
          ResourceReceived _,
          SnapshotCopyCompleted _,
          SnapshotCopyProgressed _,
          SnapshotCopyStarted _ ->
          before;
    };
  }

  private static FullSnapshot started(FullSnapshotKey key, FullSnapshotStarted event) {
    return new FullSnapshot(
        key,
        event.name(),
        new FullSnapshot.Facts(
            event.region(),
            event.sku(),
            event.sizeBytes(),
            event.header().time(),
            event.sourceFamilyId(),
            event.sourceSnapshotId()),
        event.tags(),
        SnapshotState.CREATING,
        0,
        "",
        List.of(),
        List.of(),
        null,
        0);
  }

  /** Only a completed snapshot can have been on its way; what it was made of stays behind. */
  private static FullSnapshot received(FullSnapshotKey key, ResourceReceived event) {
    MovedResource resource = event.resource();
    return new FullSnapshot(
        key,
        resource.name(),
        new FullSnapshot.Facts(
            resource.region(),
            resource.sku(),
            resource.sizeBytes(),
            resource.createdAt(),
            null,
            null),
        resource.tags(),
        SnapshotState.COMPLETED,
        resource.storedBytes(),
        resource.rootDigest(),
        List.of(),
        List.of(),
        null,
        0);
  }

  private static FullSnapshot completed(FullSnapshot before, FullSnapshotCompleted event) {
    return isOf(before, event.snapshotId())
        ? before.completed(event.storedBytes(), event.rootDigest())
        : freed(before, event.snapshotId());
  }

  private static FullSnapshot freed(FullSnapshot before, SnapshotId reader) {
    return before.withReaders(Reader.minus(before.readers(), reader.value()));
  }

  private static boolean isOf(FullSnapshot snapshot, SnapshotId snapshotId) {
    return snapshot.key().snapshotId().equals(snapshotId);
  }
}
