package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.Checks.accepted;
import static dev.snapledger.commands.decision.Checks.first;
import static dev.snapledger.commands.decision.Checks.rejected;

import dev.snapledger.commands.command.CreateFullSnapshot;
import dev.snapledger.commands.decision.Found.FoundDisk;
import dev.snapledger.commands.decision.Found.FoundSnapshot;
import dev.snapledger.commands.decision.StateRejection.AlreadyExists;
import dev.snapledger.commands.entity.FullSnapshotKey;
import dev.snapledger.commands.event.FullSnapshotStarted;
import dev.snapledger.commands.id.DerivedIds;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.ResourceType;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When a full snapshot may be made. */
final class FullSnapshotRules {
  private FullSnapshotRules() {}

  static Decision create(CreateFullSnapshot command, Scope scope) {
    String sku = Objects.requireNonNullElse(command.sku(), "Standard_LRS");
    Rejection refusal =
        first(
            () -> Arguments.name("name", command.name()),
            () -> Arguments.name("source.name", command.source().name()),
            () -> Arguments.tags(command.tags()),
            () -> Arguments.sku(sku, Arguments.FULL_SNAPSHOT_SKUS));
    if (refusal != null) {
      return rejected(refusal);
    }
    SnapshotId snapshotId = new SnapshotId(scope.newId(DerivedIds.SNAPSHOT));
    return switch (scope.resource(command.source())) {
      case null ->
          command.source().type() == ResourceType.DISK
              ? Checks.diskNotFound(command.source().name())
              : Checks.snapshotNotFound(command.source().name());
      case FoundDisk disk -> ofDisk(disk, snapshotId, command, sku, scope);
      case FoundSnapshot snapshot -> ofSnapshot(snapshot, snapshotId, command, sku, scope);
    };
  }

  private static Decision ofDisk(
      FoundDisk found, SnapshotId snapshotId, CreateFullSnapshot command, String sku, Scope scope) {
    Rejection refusal =
        first(
            () -> free(scope, snapshotId, command),
            () -> Checks.staying(found),
            () -> Checks.diskFilled(found),
            () ->
                Checks.notShared(
                    found.name(), IncrementalSnapshotRules.writers(found, scope.now())),
            () -> copiesBelowMax(found.disk().fullSnapshots().size()));
    if (refusal != null) {
      return rejected(refusal);
    }
    return accepted(
        ids(snapshotId),
        new FullSnapshotStarted(
            scope.firstEvent(),
            snapshotId,
            command.name(),
            found.disk().region(),
            sku,
            found.disk().sizeBytes(),
            found.diskId(),
            null,
            found.family().key().familyId(),
            command.tags()));
  }

  private static Decision ofSnapshot(
      FoundSnapshot found,
      SnapshotId snapshotId,
      CreateFullSnapshot command,
      String sku,
      Scope scope) {
    Rejection refusal =
        first(
            () -> free(scope, snapshotId, command),
            () -> Checks.staying(found),
            () -> Checks.snapshotCompleted(found),
            () -> copiesBelowMax(found.readers().size()));
    if (refusal != null) {
      return rejected(refusal);
    }
    return accepted(
        ids(snapshotId),
        new FullSnapshotStarted(
            scope.firstEvent(),
            snapshotId,
            command.name(),
            found.region(),
            sku,
            found.sizeBytes(),
            null,
            found.snapshotId(),
            found.familyId(),
            command.tags()));
  }

  private static @Nullable Rejection free(
      Scope scope, SnapshotId snapshotId, CreateFullSnapshot command) {
    FullSnapshotKey key = new FullSnapshotKey(scope.subscriptionId(), snapshotId);
    return scope.state().fullSnapshot(key) == null
        ? Checks.nameFree(scope, ResourceType.SNAPSHOT, command.name())
        : new AlreadyExists(ResourceType.SNAPSHOT, command.name());
  }

  private static @Nullable Rejection copiesBelowMax(int copies) {
    return Checks.below("copiesPerSourceMax", copies, Limits.COPIES_PER_SOURCE_MAX);
  }

  private static Map<String, String> ids(SnapshotId snapshotId) {
    return Map.of("snapshotId", snapshotId.toString());
  }
}
