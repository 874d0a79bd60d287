package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.Checks.accepted;
import static dev.snapledger.commands.decision.Checks.first;
import static dev.snapledger.commands.decision.Checks.rejected;

import dev.snapledger.commands.command.CopySnapshot;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.decision.ArgumentRejection.InvalidArgument;
import dev.snapledger.commands.decision.Found.FoundDisk;
import dev.snapledger.commands.decision.Found.FoundFull;
import dev.snapledger.commands.decision.Found.FoundIncremental;
import dev.snapledger.commands.decision.Found.FoundSnapshot;
import dev.snapledger.commands.decision.RestrictionRejection.DiskWasResized;
import dev.snapledger.commands.decision.RestrictionRejection.OutsideDiskSubscription;
import dev.snapledger.commands.decision.StateRejection.AlreadyExists;
import dev.snapledger.commands.entity.FamilySnapshot;
import dev.snapledger.commands.entity.Grant;
import dev.snapledger.commands.entity.SnapshotFamily;
import dev.snapledger.commands.entity.SnapshotState;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.SnapshotCopyStarted;
import dev.snapledger.commands.id.DerivedIds;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.IncrementalAfterResize;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.Region;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.commands.type.SasAccess;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When an incremental snapshot, or a copy of one, may be made. */
final class IncrementalSnapshotRules {
  private IncrementalSnapshotRules() {}

  static Decision create(CreateIncrementalSnapshot command, Scope scope) {
    ResourceName diskName = command.sourceDisk().name();
    Rejection refusal =
        first(
            () -> Arguments.name("name", command.name()),
            () -> Arguments.name("sourceDisk.name", diskName),
            () -> Arguments.tags(command.tags()),
            () -> insideDiskSubscription(command, scope));
    if (refusal != null) {
      return rejected(refusal);
    }
    FoundDisk disk = scope.disk(diskName);
    return disk == null ? Checks.diskNotFound(diskName) : createOf(disk, command, scope);
  }

  private static Decision createOf(
      FoundDisk found, CreateIncrementalSnapshot command, Scope scope) {
    SnapshotFamily family = found.family();
    Policy policy = scope.policy();
    String region = found.disk().region();
    SnapshotId snapshotId = new SnapshotId(scope.newId(DerivedIds.SNAPSHOT));
    Rejection refusal =
        first(
            () -> free(scope, family, snapshotId, command.name()),
            () -> Checks.staying(found),
            () -> Checks.diskFilled(found),
            () -> Arguments.regionKnown(region, policy),
            () -> skuAllowed(command.sku(), region, policy),
            () -> neverResized(found, policy),
            () -> Checks.notShared(found.name(), writers(found, scope.now())),
            () -> FamilyLimits.sequence(family),
            () -> FamilyLimits.failed(family),
            () -> FamilyLimits.count(family, region, policy),
            () -> FamilyLimits.rate(family, policy, scope.now()));
    if (refusal != null) {
      return rejected(refusal);
    }
    return accepted(
        Map.of("snapshotId", snapshotId.toString()),
        new IncrementalSnapshotStarted(
            scope.firstEvent(),
            snapshotId,
            family.key().familyId(),
            family.nextSequence(),
            command.name(),
            region,
            sku(command.sku(), region, policy),
            found.disk().sizeBytes(),
            newestId(newestOfDisk(family)),
            command.tags()));
  }

  static Decision copy(CopySnapshot command, Scope scope) {
    Policy policy = scope.policy();
    String region = command.targetRegion();
    Rejection refusal =
        first(
            () -> Arguments.name("name", command.name()),
            () -> Arguments.name("sourceSnapshot", command.sourceSnapshot()),
            () -> Arguments.tags(command.tags()),
            () -> Arguments.regionKnown(region, policy),
            () -> skuAllowed(command.sku(), region, policy));
    if (refusal != null) {
      return rejected(refusal);
    }
    FoundSnapshot source = scope.snapshot(command.sourceSnapshot());
    return switch (source) {
      case null -> Checks.snapshotNotFound(command.sourceSnapshot());
      case FoundFull _ ->
          rejected(
              new InvalidArgument("sourceSnapshot", "an incremental snapshot", "a full snapshot"));
      case FoundIncremental found -> copyOf(found, command, scope);
    };
  }

  private static Decision copyOf(FoundIncremental found, CopySnapshot command, Scope scope) {
    SnapshotFamily family = found.family();
    Policy policy = scope.policy();
    String region = command.targetRegion();
    SnapshotId snapshotId = new SnapshotId(scope.newId(DerivedIds.SNAPSHOT));
    Rejection refusal =
        first(
            () -> otherRegion(region, found.region()),
            () -> free(scope, family, snapshotId, command.name()),
            () -> Checks.snapshotCompleted(found),
            () -> FamilyLimits.sequence(family),
            () -> FamilyLimits.failed(family),
            () ->
                Checks.below(
                    "copiesPerSourceMax", found.readers().size(), Limits.COPIES_PER_SOURCE_MAX),
            () -> FamilyLimits.count(family, region, policy));
    if (refusal != null) {
      return rejected(refusal);
    }
    FamilySnapshot base = newestCopy(family, region);
    return accepted(
        Map.of("snapshotId", snapshotId.toString()),
        new SnapshotCopyStarted(
            scope.firstEvent(),
            snapshotId,
            family.key().familyId(),
            family.nextSequence(),
            command.name(),
            region,
            sku(command.sku(), region, policy),
            found.sizeBytes(),
            found.snapshotId(),
            found.region(),
            newestId(base),
            base == null ? null : base.sourceSnapshotId(),
            command.tags()));
  }

  /** R5. */
  private static @Nullable Rejection insideDiskSubscription(
      CreateIncrementalSnapshot command, Scope scope) {
    return command.sourceDisk().subscriptionId().equals(scope.subscriptionId())
        ? null
        : new OutsideDiskSubscription(
            command.sourceDisk().subscriptionId(), scope.subscriptionId());
  }

  /** R1. */
  private static @Nullable Rejection neverResized(FoundDisk found, Policy policy) {
    boolean never = policy.incrementalAfterResize() == IncrementalAfterResize.NEVER;
    return never && found.family().resized() ? new DiskWasResized(found.name()) : null;
  }

  /** A disk that is being written has no point in time. */
  static List<Grant> writers(FoundDisk found, Instant now) {
    return found.activeGrants(now).stream().filter(g -> g.access() == SasAccess.WRITE).toList();
  }

  private static @Nullable Rejection free(
      Scope scope, SnapshotFamily family, SnapshotId snapshotId, ResourceName name) {
    return family.snapshot(snapshotId) == null
        ? Checks.nameFree(scope, ResourceType.SNAPSHOT, name)
        : new AlreadyExists(ResourceType.SNAPSHOT, name);
  }

  private static @Nullable Rejection otherRegion(String target, String source) {
    return target.equals(source)
        ? new InvalidArgument(
            "targetRegion", "a region other than that of the source", Texts.quoted(target))
        : null;
  }

  private static @Nullable Rejection skuAllowed(
      @Nullable String sku, String region, Policy policy) {
    return sku == null ? null : Arguments.sku(sku, skus(region, policy));
  }

  /** Zone-redundant where the region has zones, unless the caller asks for one of the two. */
  private static String sku(@Nullable String sku, String region, Policy policy) {
    return Objects.requireNonNullElse(sku, skus(region, policy).getLast());
  }

  private static List<String> skus(String regionName, Policy policy) {
    Region region = Arguments.region(regionName, policy);
    return region != null && region.zones()
        ? Arguments.INCREMENTAL_SKUS
        : Arguments.INCREMENTAL_SKUS_WITHOUT_ZONES;
  }

  private static @Nullable FamilySnapshot newestOfDisk(SnapshotFamily family) {
    for (FamilySnapshot snapshot : family.snapshots().reversed()) {
      if (!snapshot.copied() && snapshot.state() != SnapshotState.FAILED) {
        return snapshot;
      }
    }
    return null;
  }

  private static @Nullable FamilySnapshot newestCopy(SnapshotFamily family, String region) {
    return family.snapshots().stream()
        .filter(s -> s.copied() && s.region().equals(region) && s.state() != SnapshotState.FAILED)
        .reduce((_, later) -> later)
        .orElse(null);
  }

  private static @Nullable SnapshotId newestId(@Nullable FamilySnapshot snapshot) {
    return snapshot == null ? null : snapshot.snapshotId();
  }
}
