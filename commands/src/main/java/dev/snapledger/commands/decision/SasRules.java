package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.Checks.accepted;
import static dev.snapledger.commands.decision.Checks.first;
import static dev.snapledger.commands.decision.Checks.rejected;

import dev.snapledger.commands.command.GrantSas;
import dev.snapledger.commands.command.RevokeSas;
import dev.snapledger.commands.decision.ArgumentRejection.InvalidArgument;
import dev.snapledger.commands.decision.Found.FoundDisk;
import dev.snapledger.commands.decision.Found.FoundFull;
import dev.snapledger.commands.decision.Found.FoundIncremental;
import dev.snapledger.commands.decision.Found.FoundSnapshot;
import dev.snapledger.commands.decision.StateRejection.DiskNotReady;
import dev.snapledger.commands.decision.StateRejection.LimitExceeded;
import dev.snapledger.commands.decision.StateRejection.NotFound;
import dev.snapledger.commands.entity.BackgroundCopy;
import dev.snapledger.commands.entity.Grant;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.SasGranted;
import dev.snapledger.commands.event.SasRevoked;
import dev.snapledger.commands.id.DerivedIds;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.commands.type.SasAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may read or write by a shared, expiring URL. */
final class SasRules {
  private SasRules() {}

  static Decision grant(GrantSas command, Scope scope) {
    Rejection refusal =
        first(
            () -> Arguments.name("resource.name", command.resource().name()),
            () -> accessFits(command),
            () ->
                Arguments.range(
                    "durationSeconds", command.durationSeconds(), 1, Limits.SAS_SECONDS_MAX));
    if (refusal != null) {
      return rejected(refusal);
    }
    Found found = scope.resource(command.resource());
    if (found == null) {
      return notFound(command.resource().type(), Texts.name(command.resource().name()));
    }
    refusal =
        first(
            () -> Checks.staying(found),
            () -> readable(found),
            () -> slotFree(found, scope),
            () -> grantsBelowMax(found.activeGrants(scope.now())));
    if (refusal != null) {
      return rejected(refusal);
    }
    GrantId grantId = new GrantId(scope.newId(DerivedIds.GRANT));
    return accepted(ids(found, grantId), granted(found, grantId, command, scope));
  }

  private static Event granted(Found found, GrantId grantId, GrantSas command, Scope scope) {
    EventHeader header = scope.firstEvent();
    Instant expiresAt = scope.now().plusSeconds(command.durationSeconds());
    return switch (found) {
      case FoundDisk f ->
          new SasGranted(header, grantId, f.diskId(), null, null, command.access(), expiresAt);
      case FoundSnapshot f ->
          new SasGranted(
              header, grantId, null, f.familyId(), f.snapshotId(), command.access(), expiresAt);
    };
  }

  /** Revoking everything may find nothing to revoke; revoking one grant must find it. */
  static Decision revoke(RevokeSas command, Scope scope) {
    Rejection refusal = Arguments.name("resource.name", command.resource().name());
    if (refusal != null) {
      return rejected(refusal);
    }
    Found found = scope.resource(command.resource());
    if (found == null) {
      return notFound(command.resource().type(), Texts.name(command.resource().name()));
    }
    refusal = Checks.staying(found);
    if (refusal != null) {
      return rejected(refusal);
    }
    GrantId asked = command.grantId();
    List<Event> events = new ArrayList<>();
    for (Grant grant : found.activeGrants(scope.now())) {
      if (asked == null || asked.equals(grant.grantId())) {
        events.add(revoked(found, grant.grantId(), scope.event(events.size())));
      }
    }
    return asked != null && events.isEmpty()
        ? rejected(new NotFound("active grant", asked.toString()))
        : new Decision.Accepted(events, found.ids());
  }

  private static Event revoked(Found found, GrantId grantId, EventHeader header) {
    return switch (found) {
      case FoundDisk f -> new SasRevoked(header, grantId, f.diskId(), null, null);
      case FoundSnapshot f -> new SasRevoked(header, grantId, null, f.familyId(), f.snapshotId());
    };
  }

  private static @Nullable Rejection accessFits(GrantSas command) {
    boolean writesSnapshot =
        command.resource().type() == ResourceType.SNAPSHOT && command.access() == SasAccess.WRITE;
    return writesSnapshot ? new InvalidArgument("access", "READ for a snapshot", "WRITE") : null;
  }

  /** A disk is usable while it is being filled; after a failed copy it never will be. */
  private static @Nullable Rejection readable(Found found) {
    return switch (found) {
      case FoundDisk f -> {
        BackgroundCopy copy = f.disk().backgroundCopy();
        yield copy != null && copy.state() == BackgroundCopy.State.FAILED
            ? new DiskNotReady(f.name())
            : null;
      }
      case FoundSnapshot f -> Checks.snapshotCompleted(f);
    };
  }

  /** R3; disks and full snapshots take no slot. */
  private static @Nullable Rejection slotFree(Found found, Scope scope) {
    return switch (found) {
      case FoundIncremental f ->
          FamilyLimits.sasSlots(f.family(), f.snapshotId(), scope.policy(), scope.now());
      case FoundDisk _, FoundFull _ -> null;
    };
  }

  private static @Nullable Rejection grantsBelowMax(List<Grant> active) {
    return active.size() < Limits.GRANTS_PER_RESOURCE_MAX
        ? null
        : new LimitExceeded(
            "grantsPerResourceMax",
            active.size(),
            Limits.GRANTS_PER_RESOURCE_MAX,
            active.stream().map(Grant::expiresAt).min(Instant::compareTo).orElseThrow());
  }

  private static Map<String, String> ids(Found found, GrantId grantId) {
    Map<String, String> ids = new HashMap<>(found.ids());
    ids.put("grantId", grantId.toString());
    return ids;
  }

  private static Decision notFound(ResourceType type, String reference) {
    return rejected(new NotFound(type.name().toLowerCase(Locale.ROOT), reference));
  }
}
