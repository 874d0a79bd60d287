package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.Checks.accepted;
import static dev.snapledger.commands.decision.Checks.first;
import static dev.snapledger.commands.decision.Checks.rejected;

import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.command.FailSnapshot;
import dev.snapledger.commands.command.UpdateSnapshot;
import dev.snapledger.commands.decision.ArgumentRejection.InvalidArgument;
import dev.snapledger.commands.decision.Found.FoundFull;
import dev.snapledger.commands.decision.Found.FoundIncremental;
import dev.snapledger.commands.decision.Found.FoundSnapshot;
import dev.snapledger.commands.decision.StateRejection.NotFound;
import dev.snapledger.commands.decision.StateRejection.SnapshotInProgress;
import dev.snapledger.commands.decision.StateRejection.SnapshotNotReady;
import dev.snapledger.commands.entity.SnapshotState;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.FullSnapshotCompleted;
import dev.snapledger.commands.event.IncrementalSnapshotCompleted;
import dev.snapledger.commands.event.SnapshotCopyCompleted;
import dev.snapledger.commands.event.SnapshotDeleted;
import dev.snapledger.commands.event.SnapshotFailed;
import dev.snapledger.commands.event.SnapshotUpdated;
import dev.snapledger.commands.id.SnapshotId;
import org.jspecify.annotations.Nullable;

/** What may be done with snapshots of either kind once they were accepted. */
final class SnapshotRules {
  private static final long TRACKED_BYTES = 4_096;
  private static final long BLOCK_BYTES = 65_536;

  private SnapshotRules() {}

  static Decision update(UpdateSnapshot command, Scope scope) {
    Rejection refusal =
        first(() -> Arguments.name("name", command.name()), () -> Arguments.tags(command.tags()));
    if (refusal != null) {
      return rejected(refusal);
    }
    FoundSnapshot found = scope.snapshot(command.name());
    if (found == null) {
      return Checks.snapshotNotFound(command.name());
    }
    refusal = Checks.staying(found);
    if (refusal != null) {
      return rejected(refusal);
    }
    return command.tags().equals(found.tags())
        ? accepted(found.ids())
        : accepted(
            found.ids(),
            new SnapshotUpdated(
                scope.firstEvent(), found.familyId(), found.snapshotId(), command.tags()));
  }

  static Decision delete(DeleteSnapshot command, Scope scope) {
    Rejection refusal = Arguments.name("name", command.name());
    if (refusal != null) {
      return rejected(refusal);
    }
    FoundSnapshot found = scope.snapshot(command.name());
    if (found == null) {
      return Checks.snapshotNotFound(command.name());
    }
    refusal =
        first(
            () -> Checks.staying(found),
            () -> notInCreation(found),
            () -> Checks.unread(found),
            () -> Checks.notShared(found.name(), found.activeGrants(scope.now())));
    return refusal != null
        ? rejected(refusal)
        : accepted(
            found.ids(),
            new SnapshotDeleted(
                scope.firstEvent(),
                found.familyId(),
                found.snapshotId(),
                found.name(),
                found.region()));
  }

  /** Completing twice says nothing new; the first numbers stay. */
  static Decision complete(CompleteSnapshot command, Scope scope) {
    FoundSnapshot found = scope.snapshot(command.familyId(), command.snapshotId());
    if (found == null) {
      Rejection refusal = numbersLegal(command, Long.MAX_VALUE);
      return refusal != null ? rejected(refusal) : notFound(command.snapshotId());
    }
    Rejection refusal =
        first(
            () -> numbersLegal(command, found.sizeBytes()),
            () -> movedOnlyByCopies(command, found));
    if (refusal != null) {
      return rejected(refusal);
    }
    return switch (found.state()) {
      case CREATING -> accepted(found.ids(), completed(found, command, scope));
      case COMPLETED -> accepted(found.ids());
      case FAILED ->
          rejected(
              new SnapshotNotReady(found.name(), SnapshotState.CREATING, SnapshotState.FAILED));
    };
  }

  private static Event completed(FoundSnapshot found, CompleteSnapshot command, Scope scope) {
    return switch (found) {
      case FoundFull f ->
          new FullSnapshotCompleted(
              scope.firstEvent(),
              f.snapshotId(),
              f.snapshot().facts().sourceSnapshotId(),
              f.snapshot().facts().sourceFamilyId(),
              command.changedBytes(),
              command.storedBytes(),
              command.changedBlocks(),
              command.blockMapParts(),
              command.rootDigest());
      case FoundIncremental f -> completed(f, command, scope);
    };
  }

  private static Event completed(FoundIncremental found, CompleteSnapshot command, Scope scope) {
    SnapshotId source = found.snapshot().sourceSnapshotId();
    return source == null
        ? new IncrementalSnapshotCompleted(
            scope.firstEvent(),
            found.snapshotId(),
            found.familyId(),
            command.changedBytes(),
            command.storedBytes(),
            command.changedBlocks(),
            command.blockMapParts(),
            command.rootDigest())
        : new SnapshotCopyCompleted(
            scope.firstEvent(),
            found.snapshotId(),
            found.familyId(),
            source,
            command.changedBytes(),
            command.storedBytes(),
            command.movedBytes(),
            command.changedBlocks(),
            command.blockMapParts(),
            command.rootDigest());
  }

  /** Failing twice says nothing new; a completed snapshot stays completed. */
  static Decision fail(FailSnapshot command, Scope scope) {
    Rejection refusal = Arguments.text("reason", command.reason(), 0, Limits.REASON_CHARS_MAX);
    if (refusal != null) {
      return rejected(refusal);
    }
    FoundSnapshot found = scope.snapshot(command.familyId(), command.snapshotId());
    if (found == null) {
      return notFound(command.snapshotId());
    }
    return switch (found.state()) {
      case CREATING -> accepted(found.ids(), failed(found, command, scope));
      case FAILED -> accepted(found.ids());
      case COMPLETED ->
          rejected(
              new SnapshotNotReady(found.name(), SnapshotState.CREATING, SnapshotState.COMPLETED));
    };
  }

  private static Event failed(FoundSnapshot found, FailSnapshot command, Scope scope) {
    return switch (found) {
      case FoundFull f ->
          new SnapshotFailed(
              scope.firstEvent(),
              null,
              f.snapshotId(),
              f.snapshot().facts().sourceSnapshotId(),
              f.snapshot().facts().sourceFamilyId(),
              command.reason());
      case FoundIncremental f ->
          new SnapshotFailed(
              scope.firstEvent(),
              f.familyId(),
              f.snapshotId(),
              f.snapshot().sourceSnapshotId(),
              f.snapshot().copied() ? f.familyId() : null,
              command.reason());
    };
  }

  private static Decision notFound(SnapshotId snapshotId) {
    return rejected(new NotFound("snapshot", snapshotId.toString()));
  }

  private static @Nullable Rejection notInCreation(FoundSnapshot found) {
    return found.state() == SnapshotState.CREATING ? new SnapshotInProgress(found.name(), 1) : null;
  }

  private static @Nullable Rejection numbersLegal(CompleteSnapshot command, long sizeBytes) {
    return first(
        () -> Arguments.range("changedBytes", command.changedBytes(), 0, sizeBytes),
        () -> wholeParts(command.changedBytes()),
        () -> Arguments.range("storedBytes", command.storedBytes(), 0, Long.MAX_VALUE),
        () -> Arguments.range("movedBytes", command.movedBytes(), 0, Long.MAX_VALUE),
        () -> Arguments.range("changedBlocks", command.changedBlocks(), 0, sizeBytes / BLOCK_BYTES),
        () -> Arguments.range("blockMapParts", command.blockMapParts(), 1, Integer.MAX_VALUE),
        () -> Arguments.digest("rootDigest", command.rootDigest()));
  }

  private static @Nullable Rejection wholeParts(long changedBytes) {
    return changedBytes % TRACKED_BYTES == 0
        ? null
        : new InvalidArgument(
            "changedBytes",
            "a multiple of %d".formatted(TRACKED_BYTES),
            Long.toString(changedBytes));
  }

  private static @Nullable Rejection movedOnlyByCopies(
      CompleteSnapshot command, FoundSnapshot found) {
    boolean copy = found instanceof FoundIncremental f && f.snapshot().copied();
    return copy ? null : Arguments.range("movedBytes", command.movedBytes(), 0, 0);
  }
}
