package dev.snapledger.projections.world;

import dev.snapledger.commands.event.ResourceMoveFailed;
import dev.snapledger.commands.event.ResourceMoveStarted;
import dev.snapledger.commands.event.ResourceMoved;
import dev.snapledger.commands.event.ResourceReceived;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.MovedResource;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.chain.SnapshotKind;
import dev.snapledger.projections.chain.SnapshotState;
import java.time.Instant;
import java.util.List;

/** Moves of a world's resources. */
final class MoveLife {
  private final LedgerWorld world;

  MoveLife(LedgerWorld world) {
    this.world = world;
  }

  void moveInside() {
    SimDisk disk = world.anyDisk();
    if (disk != null && world.chance.nextBoolean()) {
      ResourceName target = elsewhere(disk.name);
      log().write(disk.subscription, header -> moved(header, disk, disk.subscription, target));
      disk.name = target;
      return;
    }
    SimSnapshot snapshot =
        world.pick(world.snapshots, s -> s.state != SnapshotState.DELETED && s.movingTo == null);
    if (snapshot != null) {
      ResourceName target = elsewhere(snapshot.name);
      log()
          .write(
              snapshot.subscription,
              header -> moved(header, snapshot, snapshot.subscription, target));
      snapshot.name = target;
    }
  }

  void startMove() {
    SimDisk disk = world.anyDisk();
    if (disk != null && world.chance.nextBoolean()) {
      startDisk(disk);
      return;
    }
    SimSnapshot snapshot =
        world.pick(
            world.snapshots,
            s ->
                s.kind == SnapshotKind.FULL
                    && s.state == SnapshotState.COMPLETED
                    && s.movingTo == null
                    && !world.shared(s.id.value())
                    && !SnapshotLife.read(world, s));
    if (snapshot != null) {
      startSnapshot(snapshot);
    }
  }

  private void startDisk(SimDisk disk) {
    boolean held =
        world.creating(disk)
            || disk.copyRunning
            || world.shared(disk.id.value())
            || disk.snapshots.stream().anyMatch(s -> s.state != SnapshotState.DELETED);
    SubscriptionId target = other(disk.subscription);
    if (!held) {
      disk.movingTo = target;
      disk.movingName = elsewhere(disk.name);
      log()
          .write(
              disk.subscription,
              header -> new ResourceMoveStarted(header, resource(disk), disk.name, target));
    }
  }

  private void startSnapshot(SimSnapshot snapshot) {
    SubscriptionId target = other(snapshot.subscription);
    snapshot.movingTo = target;
    snapshot.movingName = elsewhere(snapshot.name);
    snapshot.state = SnapshotState.MOVING;
    log()
        .write(
            snapshot.subscription,
            header -> new ResourceMoveStarted(header, resource(snapshot), snapshot.name, target));
  }

  void endMove() {
    SimDisk disk = world.pick(world.disks, d -> d.movingTo != null);
    if (disk != null && disk.movingTo != null && disk.movingName != null) {
      endDisk(disk, disk.movingTo, disk.movingName);
      return;
    }
    SimSnapshot snapshot = world.pick(world.snapshots, s -> s.movingTo != null);
    if (snapshot != null && snapshot.movingTo != null && snapshot.movingName != null) {
      endSnapshot(snapshot, snapshot.movingTo, snapshot.movingName);
    }
  }

  private void endDisk(SimDisk disk, SubscriptionId target, ResourceName targetName) {
    if (world.chance.nextInt(3) == 0) {
      log()
          .write(
              disk.subscription,
              header -> new ResourceMoveFailed(header, disk.id, null, "AlreadyExists", "name"));
    } else {
      log()
          .write(target, header -> new ResourceReceived(header, resource(disk), disk.subscription));
      log().write(disk.subscription, header -> moved(header, disk, target, targetName));
      disk.subscription = target;
      disk.name = targetName;
      disk.copySource = null;
      disk.creationUnproved = false;
      disk.movedOnce = true;
    }
    disk.movingTo = null;
  }

  private void endSnapshot(SimSnapshot snapshot, SubscriptionId target, ResourceName targetName) {
    if (world.chance.nextInt(3) == 0) {
      log()
          .write(
              snapshot.subscription,
              header -> new ResourceMoveFailed(header, null, snapshot.id, "code", "reason"));
    } else {
      log()
          .write(
              target,
              header -> new ResourceReceived(header, resource(snapshot), snapshot.subscription));
      log().write(snapshot.subscription, header -> moved(header, snapshot, target, targetName));
      snapshot.subscription = target;
      snapshot.name = targetName;
      snapshot.movedOnce = true;
    }
    snapshot.movingTo = null;
    snapshot.state = SnapshotState.COMPLETED;
  }

  private static ResourceMoved moved(
      EventHeader header, SimDisk disk, SubscriptionId target, ResourceName name) {
    return new ResourceMoved(
        header,
        ResourceType.DISK,
        disk.id,
        new FamilyId(disk.id.value()),
        null,
        disk.name,
        target,
        name);
  }

  private static ResourceMoved moved(
      EventHeader header, SimSnapshot snapshot, SubscriptionId target, ResourceName name) {
    return new ResourceMoved(
        header,
        ResourceType.SNAPSHOT,
        null,
        LedgerWorld.familyOf(snapshot),
        snapshot.id,
        snapshot.name,
        target,
        name);
  }

  private static MovedResource resource(SimDisk disk) {
    return new MovedResource(
        ResourceType.DISK,
        disk.id,
        null,
        disk.movingName == null ? disk.name : disk.movingName,
        disk.region,
        disk.sku,
        disk.sizeBytes,
        disk.tags,
        disk.origin,
        Instant.EPOCH,
        disk.resized,
        disk.sequence + 1,
        List.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(9)),
        0,
        "");
  }

  private static MovedResource resource(SimSnapshot snapshot) {
    return new MovedResource(
        ResourceType.SNAPSHOT,
        null,
        snapshot.id,
        snapshot.movingName == null ? snapshot.name : snapshot.movingName,
        snapshot.region,
        "Standard_LRS",
        snapshot.sizeBytes,
        snapshot.tags,
        DiskOrigin.EMPTY,
        Instant.EPOCH,
        false,
        1,
        List.of(),
        snapshot.storedBytes,
        "00");
  }

  private ResourceName elsewhere(ResourceName name) {
    return new ResourceName(world.pick(LedgerWorld.GROUPS), name.name());
  }

  private SubscriptionId other(SubscriptionId subscription) {
    SubscriptionId target = world.anySubscription();
    while (target.equals(subscription)) {
      target = world.anySubscription();
    }
    return target;
  }

  private WorldLog log() {
    return world.log;
  }
}
