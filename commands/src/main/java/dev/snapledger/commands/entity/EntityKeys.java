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
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which entities an event changes: everything the log needs to be read back entity by entity. */
public final class EntityKeys {
  private EntityKeys() {}

  /** The entities that change, each once, in a fixed order; at least one. */
  public static List<EntityKey> touchedBy(Event event) {
    SubscriptionId subscription = event.header().subscriptionId();
    return switch (event) {
      case DiskEvent e -> touchedByDisk(subscription, e);
      case SnapshotEvent e -> touchedBySnapshot(subscription, e);
      case CopyEvent e -> touchedByCopy(subscription, e);
      case SasEvent e -> List.of(touchedBySas(subscription, e));
      case MoveEvent e -> touchedByMove(subscription, e);
      case PolicyEvent _ -> List.of(new PolicyKey(subscription));
    };
  }

  /**
   * The entity whose history an event belongs to, one of those it changes: a family, a full
   * snapshot or a policy. The events of a history are numbered without gaps.
   */
  public static EntityKey streamOf(Event event) {
    SubscriptionId subscription = event.header().subscriptionId();
    return switch (event) {
      case DiskCreated e -> family(subscription, e.diskId());
      case DiskDeleted e -> family(subscription, e.diskId());
      case DiskResized e -> family(subscription, e.diskId());
      case DiskUpdated e -> family(subscription, e.diskId());
      case IncrementalSnapshotStarted e -> snapshot(subscription, e.familyId(), null);
      case IncrementalSnapshotCompleted e -> snapshot(subscription, e.familyId(), null);
      case SnapshotCopyStarted e -> snapshot(subscription, e.familyId(), null);
      case SnapshotCopyProgressed e -> snapshot(subscription, e.familyId(), null);
      case SnapshotCopyCompleted e -> snapshot(subscription, e.familyId(), null);
      case FullSnapshotStarted e -> snapshot(subscription, null, e.snapshotId());
      case FullSnapshotCompleted e -> snapshot(subscription, null, e.snapshotId());
      case SnapshotFailed e -> snapshot(subscription, e.familyId(), e.snapshotId());
      case SnapshotUpdated e -> snapshot(subscription, e.familyId(), e.snapshotId());
      case SnapshotDeleted e -> snapshot(subscription, e.familyId(), e.snapshotId());
      case BackgroundCopyStarted e -> family(subscription, e.diskId());
      case BackgroundCopyProgressed e -> family(subscription, e.diskId());
      case BackgroundCopyCompleted e -> family(subscription, e.diskId());
      case BackgroundCopyFailed e -> family(subscription, e.diskId());
      case CopyLeaseAcquired e -> family(subscription, e.diskId());
      case CopyLeaseReleased e -> family(subscription, e.diskId());
      case SasEvent e -> touchedBySas(subscription, e);
      case ResourceMoveStarted e ->
          resource(subscription, e.resource().diskId(), null, e.resource().snapshotId());
      case ResourceMoveFailed e -> resource(subscription, e.diskId(), null, e.snapshotId());
      case ResourceReceived e ->
          resource(subscription, e.resource().diskId(), null, e.resource().snapshotId());
      case ResourceMoved e -> resource(subscription, e.diskId(), e.familyId(), e.snapshotId());
      case PolicyEvent _ -> new PolicyKey(subscription);
    };
  }

  private static List<EntityKey> touchedByDisk(SubscriptionId subscription, DiskEvent event) {
    return switch (event) {
      case DiskCreated e -> List.of(disk(subscription, e.name()), family(subscription, e.diskId()));
      case DiskDeleted e -> List.of(disk(subscription, e.name()), family(subscription, e.diskId()));
      case DiskResized e -> List.of(family(subscription, e.diskId()));
      case DiskUpdated e -> List.of(family(subscription, e.diskId()));
    };
  }

  private static List<EntityKey> touchedBySnapshot(
      SubscriptionId subscription, SnapshotEvent event) {
    return switch (event) {
      case IncrementalSnapshotStarted e ->
          List.of(snapshot(subscription, e.name()), snapshot(subscription, e.familyId(), null));
      case SnapshotCopyStarted e ->
          List.of(snapshot(subscription, e.name()), snapshot(subscription, e.familyId(), null));
      case IncrementalSnapshotCompleted e ->
          List.of(snapshot(subscription, e.familyId(), e.snapshotId()));
      case SnapshotCopyProgressed e ->
          List.of(snapshot(subscription, e.familyId(), e.snapshotId()));
      case SnapshotCopyCompleted e -> List.of(snapshot(subscription, e.familyId(), e.snapshotId()));
      case FullSnapshotStarted e ->
          withSource(
              subscription,
              List.of(
                  snapshot(subscription, e.name()), snapshot(subscription, null, e.snapshotId())),
              e.sourceFamilyId(),
              e.sourceSnapshotId());
      case FullSnapshotCompleted e ->
          withSource(
              subscription,
              List.of(snapshot(subscription, null, e.snapshotId())),
              e.sourceFamilyId(),
              e.sourceSnapshotId());
      case SnapshotFailed e ->
          withSource(
              subscription,
              List.of(snapshot(subscription, e.familyId(), e.snapshotId())),
              e.sourceFamilyId(),
              e.sourceSnapshotId());
      case SnapshotUpdated e -> List.of(snapshot(subscription, e.familyId(), e.snapshotId()));
      case SnapshotDeleted e ->
          List.of(
              snapshot(subscription, e.name()),
              snapshot(subscription, e.familyId(), e.snapshotId()));
    };
  }

  private static List<EntityKey> touchedByCopy(SubscriptionId subscription, CopyEvent event) {
    return switch (event) {
      case BackgroundCopyStarted e ->
          List.of(
              family(subscription, e.diskId()),
              snapshot(subscription, e.sourceFamilyId(), e.sourceSnapshotId()));
      case BackgroundCopyCompleted e ->
          List.of(
              family(subscription, e.diskId()),
              snapshot(subscription, e.sourceFamilyId(), e.sourceSnapshotId()));
      case BackgroundCopyFailed e ->
          List.of(
              family(subscription, e.diskId()),
              snapshot(subscription, e.sourceFamilyId(), e.sourceSnapshotId()));
      case CopyLeaseAcquired e -> List.of(family(subscription, e.diskId()));
      case CopyLeaseReleased e -> List.of(family(subscription, e.diskId()));
      case BackgroundCopyProgressed e -> List.of(family(subscription, e.diskId()));
    };
  }

  private static EntityKey touchedBySas(SubscriptionId subscription, SasEvent event) {
    return switch (event) {
      case SasGranted e -> resource(subscription, e.diskId(), e.familyId(), e.snapshotId());
      case SasRevoked e -> resource(subscription, e.diskId(), e.familyId(), e.snapshotId());
    };
  }

  private static List<EntityKey> touchedByMove(SubscriptionId subscription, MoveEvent event) {
    return switch (event) {
      case ResourceMoveStarted e ->
          List.of(resource(subscription, e.resource().diskId(), null, e.resource().snapshotId()));
      case ResourceMoveFailed e ->
          List.of(resource(subscription, e.diskId(), null, e.snapshotId()));
      case ResourceReceived e ->
          List.of(
              NameKey.of(subscription, e.resource().type(), e.resource().name()),
              resource(subscription, e.resource().diskId(), null, e.resource().snapshotId()));
      case ResourceMoved e -> touchedByMoved(subscription, e);
    };
  }

  private static List<EntityKey> touchedByMoved(SubscriptionId subscription, ResourceMoved event) {
    EntityKey resource =
        resource(subscription, event.diskId(), event.familyId(), event.snapshotId());
    NameKey source = sourceName(event);
    NameKey target = targetName(event);
    return event.targetSubscriptionId().equals(subscription) && !source.equals(target)
        ? List.of(source, target, resource)
        : List.of(source, resource);
  }

  /** The name that a move frees. */
  static NameKey sourceName(ResourceMoved event) {
    return NameKey.of(event.header().subscriptionId(), event.type(), event.sourceName());
  }

  /** The name that a move takes, in whichever subscription. */
  static NameKey targetName(ResourceMoved event) {
    return NameKey.of(event.targetSubscriptionId(), event.type(), event.targetName());
  }

  private static List<EntityKey> withSource(
      SubscriptionId subscription,
      List<EntityKey> keys,
      @Nullable FamilyId sourceFamilyId,
      @Nullable SnapshotId sourceSnapshotId) {
    if (sourceFamilyId == null && sourceSnapshotId == null) {
      return keys;
    }
    EntityKey source = snapshot(subscription, sourceFamilyId, sourceSnapshotId);
    if (keys.contains(source)) {
      return keys;
    }
    List<EntityKey> all = new ArrayList<>(keys);
    all.add(source);
    return List.copyOf(all);
  }

  private static EntityKey disk(SubscriptionId subscription, ResourceName name) {
    return NameKey.of(subscription, ResourceType.DISK, name);
  }

  private static EntityKey snapshot(SubscriptionId subscription, ResourceName name) {
    return NameKey.of(subscription, ResourceType.SNAPSHOT, name);
  }

  private static EntityKey family(SubscriptionId subscription, DiskId diskId) {
    return FamilyKey.ofDisk(subscription, diskId);
  }

  /** An incremental snapshot lives in its family, a full one stands alone. */
  private static EntityKey snapshot(
      SubscriptionId subscription, @Nullable FamilyId familyId, @Nullable SnapshotId snapshotId) {
    return resource(subscription, null, familyId, snapshotId);
  }

  private static EntityKey resource(
      SubscriptionId subscription,
      @Nullable DiskId diskId,
      @Nullable FamilyId familyId,
      @Nullable SnapshotId snapshotId) {
    if (diskId != null) {
      return FamilyKey.ofDisk(subscription, diskId);
    }
    if (familyId != null) {
      return new FamilyKey(subscription, familyId);
    }
    if (snapshotId != null) {
      return new FullSnapshotKey(subscription, snapshotId);
    }
    throw new IllegalStateException("expected a disk, family or snapshot id, but found none");
  }
}
