package dev.snapledger.commands.decision;

import dev.snapledger.commands.decision.Decision.Accepted;
import dev.snapledger.commands.decision.Decision.Rejected;
import dev.snapledger.commands.decision.Found.FoundDisk;
import dev.snapledger.commands.decision.Found.FoundSnapshot;
import dev.snapledger.commands.decision.RestrictionRejection.BackgroundCopyInProgress;
import dev.snapledger.commands.decision.StateRejection.ActiveSas;
import dev.snapledger.commands.decision.StateRejection.AlreadyExists;
import dev.snapledger.commands.decision.StateRejection.DiskNotReady;
import dev.snapledger.commands.decision.StateRejection.LimitExceeded;
import dev.snapledger.commands.decision.StateRejection.MoveInProgress;
import dev.snapledger.commands.decision.StateRejection.NotFound;
import dev.snapledger.commands.decision.StateRejection.SnapshotNotReady;
import dev.snapledger.commands.entity.BackgroundCopy;
import dev.snapledger.commands.entity.Grant;
import dev.snapledger.commands.entity.Move;
import dev.snapledger.commands.entity.Reader;
import dev.snapledger.commands.entity.SnapshotState;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks of the present state that several rules share. Null means that all is well. */
final class Checks {
  private Checks() {}

  /** One check; null when it passes. */
  @FunctionalInterface
  interface Check {
    @Nullable Rejection refusal();
  }

  /** The refusal of the first check that fails; later ones are not made. */
  static @Nullable Rejection first(Check... checks) {
    for (Check check : checks) {
      Rejection refusal = check.refusal();
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  static Decision accepted(Map<String, String> ids, Event... events) {
    return new Accepted(List.of(events), ids);
  }

  static Decision rejected(Rejection rejection) {
    return new Rejected(rejection);
  }

  static Decision diskNotFound(ResourceName name) {
    return rejected(new NotFound("disk", Texts.name(name)));
  }

  static Decision snapshotNotFound(ResourceName name) {
    return rejected(new NotFound("snapshot", Texts.name(name)));
  }

  static @Nullable Rejection nameFree(Scope scope, ResourceType type, ResourceName name) {
    return scope.claim(type, name) == null ? null : new AlreadyExists(type, name);
  }

  static @Nullable Rejection staying(Found found) {
    Move move = found.move();
    return move == null ? null : new MoveInProgress(found.name(), move.targetSubscriptionId());
  }

  /** A disk whose bytes are not all there yet, or never will be, cannot be read as a whole. */
  static @Nullable Rejection diskFilled(FoundDisk found) {
    BackgroundCopy copy = found.disk().backgroundCopy();
    if (copy == null) {
      return null;
    }
    return switch (copy.state()) {
      case UNFINISHED ->
          new BackgroundCopyInProgress(
              found.name(),
              List.of(new Reader(Reader.Kind.BACKGROUND_COPY, found.diskId().value())));
      case FAILED -> new DiskNotReady(found.name());
    };
  }

  static @Nullable Rejection snapshotCompleted(FoundSnapshot found) {
    return found.state() == SnapshotState.COMPLETED
        ? null
        : new SnapshotNotReady(found.name(), SnapshotState.COMPLETED, found.state());
  }

  static @Nullable Rejection unread(FoundSnapshot found) {
    return found.readers().isEmpty()
        ? null
        : new BackgroundCopyInProgress(found.name(), found.readers());
  }

  static @Nullable Rejection notShared(ResourceName name, List<Grant> active) {
    return active.isEmpty()
        ? null
        : new ActiveSas(
            name,
            active.size(),
            active.stream().map(Grant::expiresAt).max(Instant::compareTo).orElseThrow());
  }

  static @Nullable Rejection below(String limit, long found, long max) {
    return found < max ? null : new LimitExceeded(limit, found, max, null);
  }
}
