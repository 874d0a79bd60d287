package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.Checks.accepted;
import static dev.snapledger.commands.decision.Checks.first;
import static dev.snapledger.commands.decision.Checks.rejected;

import dev.snapledger.commands.command.CompleteMove;
import dev.snapledger.commands.command.FailMove;
import dev.snapledger.commands.command.MoveResource;
import dev.snapledger.commands.decision.ArgumentRejection.InvalidArgument;
import dev.snapledger.commands.decision.Found.FoundDisk;
import dev.snapledger.commands.decision.Found.FoundFull;
import dev.snapledger.commands.decision.Found.FoundIncremental;
import dev.snapledger.commands.decision.Found.FoundSnapshot;
import dev.snapledger.commands.decision.RestrictionRejection.IncrementalSnapshotCannotMove;
import dev.snapledger.commands.decision.StateRejection.MoveNotStarted;
import dev.snapledger.commands.decision.StateRejection.NotFound;
import dev.snapledger.commands.entity.Move;
import dev.snapledger.commands.entity.NameKey;
import dev.snapledger.commands.event.ResourceMoveFailed;
import dev.snapledger.commands.event.ResourceMoveStarted;
import dev.snapledger.commands.event.ResourceMoved;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How resources leave their place. Inside a subscription a move is one fact; across two it is a
 * lock here, a fact there, and a fact here, so that the resource always belongs to at least one of
 * them and can be changed in at most one.
 */
final class MoveRules {
  private MoveRules() {}

  static Decision move(MoveResource command, Scope scope) {
    Rejection refusal =
        first(
            () -> Arguments.name("resource.name", command.resource().name()),
            () -> Arguments.resourceGroup("targetResourceGroup", command.targetResourceGroup()));
    if (refusal != null) {
      return rejected(refusal);
    }
    Found found = scope.resource(command.resource());
    if (found == null) {
      String kind = command.resource().type().name().toLowerCase(Locale.ROOT);
      return rejected(new NotFound(kind, Texts.name(command.resource().name())));
    }
    refusal = Checks.staying(found);
    if (refusal != null) {
      return rejected(refusal);
    }
    ResourceName target = new ResourceName(command.targetResourceGroup(), found.name().name());
    return command.targetSubscriptionId().equals(scope.subscriptionId())
        ? moveInside(found, target, scope)
        : moveAcross(found, target, command.targetSubscriptionId(), scope);
  }

  private static Decision moveInside(Found found, ResourceName target, Scope scope) {
    ResourceType type = type(found);
    SubscriptionId here = scope.subscriptionId();
    if (NameKey.of(here, type, target).equals(NameKey.of(here, type, found.name()))) {
      return accepted(found.ids());
    }
    Rejection refusal = Checks.nameFree(scope, type, target);
    return refusal != null
        ? rejected(refusal)
        : accepted(found.ids(), moved(found, new Move(here, target), scope));
  }

  private static Decision moveAcross(
      Found found, ResourceName target, SubscriptionId there, Scope scope) {
    Rejection refusal =
        first(
            () -> noIncrementalSnapshots(found),
            () -> settled(found),
            () -> Checks.notShared(found.name(), found.activeGrants(scope.now())));
    return refusal != null
        ? rejected(refusal)
        : accepted(
            found.ids(),
            new ResourceMoveStarted(
                scope.firstEvent(),
                MovedResources.of(found, target, scope.now()),
                found.name(),
                there));
  }

  /** A resource that is gone has arrived: completing twice says nothing new. */
  static Decision complete(CompleteMove command, Scope scope) {
    Rejection refusal = oneId(command.diskId(), command.snapshotId());
    if (refusal != null) {
      return rejected(refusal);
    }
    Found found = find(command.diskId(), command.snapshotId(), scope);
    if (found == null) {
      return accepted(Map.of());
    }
    Move move = found.move();
    return move == null
        ? rejected(new MoveNotStarted(found.name()))
        : accepted(found.ids(), moved(found, move, scope));
  }

  /** A resource that stays has come back: failing twice says nothing new. */
  static Decision fail(FailMove command, Scope scope) {
    Rejection refusal =
        first(
            () -> oneId(command.diskId(), command.snapshotId()),
            () -> Arguments.text("code", command.code(), 0, Limits.CODE_CHARS_MAX),
            () -> Arguments.text("reason", command.reason(), 0, Limits.REASON_CHARS_MAX));
    if (refusal != null) {
      return rejected(refusal);
    }
    Found found = find(command.diskId(), command.snapshotId(), scope);
    if (found == null) {
      return rejected(
          command.diskId() != null
              ? new NotFound("disk", command.diskId().toString())
              : new NotFound("snapshot", String.valueOf(command.snapshotId())));
    }
    return found.move() == null
        ? accepted(found.ids())
        : accepted(
            found.ids(),
            new ResourceMoveFailed(
                scope.firstEvent(),
                command.diskId(),
                command.snapshotId(),
                command.code(),
                command.reason()));
  }

  private static ResourceMoved moved(Found found, Move move, Scope scope) {
    return switch (found) {
      case FoundDisk f ->
          new ResourceMoved(
              scope.firstEvent(),
              ResourceType.DISK,
              f.diskId(),
              f.family().key().familyId(),
              null,
              f.name(),
              move.targetSubscriptionId(),
              move.targetName());
      case FoundSnapshot f ->
          new ResourceMoved(
              scope.firstEvent(),
              ResourceType.SNAPSHOT,
              null,
              f.familyId(),
              f.snapshotId(),
              f.name(),
              move.targetSubscriptionId(),
              move.targetName());
    };
  }

  /** R2; failed ones count too, for they too would stay behind without their disk's names. */
  private static @Nullable Rejection noIncrementalSnapshots(Found found) {
    int incrementals =
        switch (found) {
          case FoundDisk f -> f.family().snapshots().size();
          case FoundIncremental _ -> 1;
          case FoundFull _ -> 0;
        };
    return incrementals == 0
        ? null
        : new IncrementalSnapshotCannotMove(type(found), found.name(), incrementals);
  }

  /** Nothing unfinished may point at a resource that leaves. */
  private static @Nullable Rejection settled(Found found) {
    return switch (found) {
      case FoundDisk f ->
          first(() -> DiskRules.noSnapshotInCreation(f), () -> Checks.diskFilled(f));
      case FoundSnapshot f -> first(() -> Checks.snapshotCompleted(f), () -> Checks.unread(f));
    };
  }

  private static ResourceType type(Found found) {
    return switch (found) {
      case FoundDisk _ -> ResourceType.DISK;
      case FoundSnapshot _ -> ResourceType.SNAPSHOT;
    };
  }

  private static @Nullable Found find(
      @Nullable DiskId diskId, @Nullable SnapshotId snapshotId, Scope scope) {
    if (diskId != null) {
      return scope.disk(diskId);
    }
    return snapshotId == null ? null : scope.snapshot(null, snapshotId);
  }

  static @Nullable Rejection oneId(@Nullable DiskId diskId, @Nullable SnapshotId snapshotId) {
    return (diskId == null) != (snapshotId == null)
        ? null
        : new InvalidArgument(
            "diskId", "given, or else snapshotId", diskId == null ? "neither" : "both");
  }
}
