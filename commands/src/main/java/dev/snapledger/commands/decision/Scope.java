package dev.snapledger.commands.decision;

import dev.snapledger.commands.decision.Found.FoundDisk;
import dev.snapledger.commands.decision.Found.FoundFull;
import dev.snapledger.commands.decision.Found.FoundIncremental;
import dev.snapledger.commands.decision.Found.FoundSnapshot;
import dev.snapledger.commands.entity.Disk;
import dev.snapledger.commands.entity.FamilyKey;
import dev.snapledger.commands.entity.FamilySnapshot;
import dev.snapledger.commands.entity.FullSnapshot;
import dev.snapledger.commands.entity.FullSnapshotKey;
import dev.snapledger.commands.entity.LedgerState;
import dev.snapledger.commands.entity.NameClaim;
import dev.snapledger.commands.entity.NameKey;
import dev.snapledger.commands.entity.PolicyKey;
import dev.snapledger.commands.entity.SnapshotFamily;
import dev.snapledger.commands.entity.SubscriptionPolicy;
import dev.snapledger.commands.id.DerivedIds;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.ResourceType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that one decision may look at, and how it finds things.
 *
 * @param header header of the command
 * @param state present state
 * @param context time and place of the command record
 */
record Scope(CommandHeader header, LedgerState state, DecisionContext context) {

  Instant now() {
    return context.now();
  }

  SubscriptionId subscriptionId() {
    return header.subscriptionId();
  }

  /** The policy in force. */
  Policy policy() {
    SubscriptionPolicy adopted = state.adoptedPolicy(new PolicyKey(subscriptionId()));
    return adopted == null ? BuiltInPolicies.AZURE_2019_PREVIEW : adopted.policy();
  }

  /** Header of the first event of the decision. */
  EventHeader firstEvent() {
    return event(0);
  }

  /**
   * Header of an event.
   *
   * @param index its position among the events of the decision, from 0
   */
  EventHeader event(int index) {
    return new EventHeader(
        header.commandId(),
        index,
        subscriptionId(),
        now(),
        context.commandOffset(),
        header.principal());
  }

  /** A new id; the same for the same command and purpose. */
  UUID newId(String purpose) {
    return DerivedIds.derive(subscriptionId(), header.commandId(), purpose);
  }

  @Nullable NameClaim claim(ResourceType type, ResourceName name) {
    return state.nameClaim(NameKey.of(subscriptionId(), type, name));
  }

  @Nullable Found resource(ResourceSelector selector) {
    return switch (selector.type()) {
      case DISK -> disk(selector.name());
      case SNAPSHOT -> snapshot(selector.name());
    };
  }

  @Nullable FoundDisk disk(ResourceName name) {
    NameClaim claim = claim(ResourceType.DISK, name);
    FamilyId familyId = claim == null ? null : claim.familyId();
    return familyId == null ? null : disk(new DiskId(familyId.value()));
  }

  @Nullable FoundDisk disk(DiskId diskId) {
    SnapshotFamily family = state.family(FamilyKey.ofDisk(subscriptionId(), diskId));
    Disk disk = family == null ? null : family.disk();
    return family == null || disk == null ? null : new FoundDisk(family, disk);
  }

  @Nullable FoundSnapshot snapshot(ResourceName name) {
    NameClaim claim = claim(ResourceType.SNAPSHOT, name);
    SnapshotId snapshotId = claim == null ? null : claim.snapshotId();
    return claim == null || snapshotId == null ? null : snapshot(claim.familyId(), snapshotId);
  }

  /**
   * A snapshot by its ids.
   *
   * @param familyId null for a full snapshot
   */
  @Nullable FoundSnapshot snapshot(@Nullable FamilyId familyId, SnapshotId snapshotId) {
    if (familyId == null) {
      FullSnapshot full = state.fullSnapshot(new FullSnapshotKey(subscriptionId(), snapshotId));
      return full == null ? null : new FoundFull(full);
    }
    SnapshotFamily family = state.family(new FamilyKey(subscriptionId(), familyId));
    FamilySnapshot snapshot = family == null ? null : family.snapshot(snapshotId);
    return family == null || snapshot == null ? null : new FoundIncremental(family, snapshot);
  }
}
