package dev.snapledger.commands.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.entity.FamilySnapshot;
import dev.snapledger.commands.event.BackgroundCopyCompleted;
import dev.snapledger.commands.event.BackgroundCopyFailed;
import dev.snapledger.commands.event.BackgroundCopyStarted;
import dev.snapledger.commands.event.CopyLeaseAcquired;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.DiskDeleted;
import dev.snapledger.commands.event.DiskResized;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.FullSnapshotCompleted;
import dev.snapledger.commands.event.FullSnapshotStarted;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.PolicyAdopted;
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
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.IncrementalAfterResize;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.commands.type.SasAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Watches the events alone, with books of its own that share nothing with the rules, and fails as
 * soon as a restriction was broken.
 */
public final class RuleChecker {
  private record Name(SubscriptionId subscription, ResourceType type, String group, String name) {}

  private record Place(UUID family, String region) {}

  private record Shared(UUID family, @Nullable UUID snapshot, SasAccess access, Instant until) {}

  private final Map<SubscriptionId, Policy> policies = new HashMap<>();
  private final Set<Name> names = new HashSet<>();
  private final Map<UUID, List<Instant>> accepted = new HashMap<>();
  private final Map<UUID, Place> alive = new HashMap<>();
  private final Map<UUID, Set<UUID>> readers = new HashMap<>();
  private final Map<UUID, Shared> shared = new HashMap<>();
  private final Map<UUID, Long> sizes = new HashMap<>();
  private final Set<UUID> resized = new HashSet<>();
  private final Map<UUID, CopyLeaseAcquired> leases = new HashMap<>();
  private final Map<UUID, Integer> copySteps = new HashMap<>();
  private final Set<UUID> ids = new HashSet<>();

  /**
   * Takes the next event of the log; causes before effects.
   *
   * @throws AssertionError if it breaks a restriction
   */
  public void check(Event event) {
    SubscriptionId subscription = event.header().subscriptionId();
    Instant now = event.header().time();
    switch (event) {
      case PolicyAdopted e -> policies.put(subscription, e.policy());
      case DiskCreated e -> {
        isNew(e.diskId().value());
        take(subscription, ResourceType.DISK, e.name());
        sizes.put(e.diskId().value(), e.sizeBytes());
      }
      case DiskResized e -> {
        UUID disk = e.diskId().value();
        assertThat(e.sizeBytes()).isGreaterThan(sizes.getOrDefault(disk, 0L));
        assertThat(active(disk, now)).noneMatch(s -> s.snapshot() == null);
        sizes.put(disk, e.sizeBytes());
        resized.add(disk);
      }
      case DiskDeleted e -> {
        assertThat(active(e.diskId().value(), now)).noneMatch(s -> s.snapshot() == null);
        free(subscription, ResourceType.DISK, e.name());
      }
      case IncrementalSnapshotStarted e -> checkIncremental(e);
      case SnapshotCopyStarted e -> {
        isNew(e.snapshotId().value());
        take(subscription, ResourceType.SNAPSHOT, e.name());
        exists(e.snapshotId().value(), new Place(e.familyId().value(), e.region()), subscription);
        reads(e.sourceSnapshotId().value(), e.snapshotId().value());
      }
      case SnapshotCopyProgressed e -> {
        int step = FamilySnapshot.copyStep(e.copiedBytes(), e.totalBytes());
        assertThat(step).isGreaterThan(copySteps.getOrDefault(e.snapshotId().value(), 0));
        copySteps.put(e.snapshotId().value(), step);
      }
      case SnapshotCopyCompleted e -> ended(e.snapshotId().value());
      case FullSnapshotStarted e -> {
        isNew(e.snapshotId().value());
        take(subscription, ResourceType.SNAPSHOT, e.name());
        if (e.sourceSnapshotId() != null) {
          reads(e.sourceSnapshotId().value(), e.snapshotId().value());
        }
      }
      case FullSnapshotCompleted e -> ended(e.snapshotId().value());
      case SnapshotFailed e -> {
        ended(e.snapshotId().value());
        alive.remove(e.snapshotId().value());
      }
      case SnapshotDeleted e -> checkDeleted(e);
      case BackgroundCopyStarted e -> reads(e.sourceSnapshotId().value(), e.diskId().value());
      case BackgroundCopyCompleted e -> ended(e.diskId().value());
      case BackgroundCopyFailed e -> ended(e.diskId().value());
      case CopyLeaseAcquired e -> checkLease(e);
      case SasGranted e -> checkGranted(e);
      case SasRevoked e -> assertThat(shared.remove(e.grantId().value())).isNotNull();
      case ResourceMoveStarted e -> checkMove(e);
      case ResourceReceived e -> take(subscription, e.resource().type(), e.resource().name());
      case ResourceMoved e -> {
        free(subscription, e.type(), e.sourceName());
        if (e.targetSubscriptionId().equals(subscription)) {
          take(subscription, e.type(), e.targetName());
        }
      }
      default -> {}
    }
  }

  private void checkIncremental(IncrementalSnapshotStarted event) {
    SubscriptionId subscription = event.header().subscriptionId();
    UUID family = event.familyId().value();
    Policy policy = policy(subscription);
    Instant now = event.header().time();
    isNew(event.snapshotId().value());
    take(subscription, ResourceType.SNAPSHOT, event.name());
    if (policy.incrementalAfterResize() == IncrementalAfterResize.NEVER) {
      assertThat(resized).doesNotContain(family);
    }
    List<Instant> times = accepted.computeIfAbsent(family, _ -> new ArrayList<>());
    times.add(now);
    Instant windowStart = now.minusSeconds(policy.snapshotRateWindowSeconds());
    assertThat(times.stream().filter(t -> t.isAfter(windowStart)))
        .hasSizeLessThanOrEqualTo(policy.snapshotRateMax());
    assertThat(active(family, now))
        .noneMatch(s -> s.snapshot() == null && s.access() == SasAccess.WRITE);
    exists(event.snapshotId().value(), new Place(family, event.region()), subscription);
  }

  private void checkDeleted(SnapshotDeleted event) {
    UUID snapshot = event.snapshotId().value();
    assertThat(readers.getOrDefault(snapshot, Set.of())).isEmpty();
    UUID family = event.familyId() == null ? snapshot : event.familyId().value();
    assertThat(active(family, event.header().time())).noneMatch(s -> snapshot.equals(s.snapshot()));
    alive.remove(snapshot);
    free(event.header().subscriptionId(), ResourceType.SNAPSHOT, event.name());
  }

  private void checkGranted(SasGranted event) {
    UUID snapshot = event.snapshotId() == null ? null : event.snapshotId().value();
    UUID family =
        event.familyId() != null
            ? event.familyId().value()
            : event.diskId() != null ? event.diskId().value() : Objects.requireNonNull(snapshot);
    Instant now = event.header().time();
    Set<UUID> before = sharedSnapshots(family, now);
    shared.put(
        event.grantId().value(), new Shared(family, snapshot, event.access(), event.expiresAt()));
    if (event.familyId() != null && !before.contains(snapshot)) {
      assertThat(sharedSnapshots(family, now))
          .hasSizeLessThanOrEqualTo(policy(event.header().subscriptionId()).sasSnapshotsMax());
    }
  }

  private void checkLease(CopyLeaseAcquired event) {
    CopyLeaseAcquired before = leases.put(event.diskId().value(), event);
    if (before != null) {
      assertThat(event.epoch())
          .isGreaterThanOrEqualTo(
              before.epoch() + (event.holder().equals(before.holder()) ? 0 : 1));
    }
  }

  private void checkMove(ResourceMoveStarted event) {
    var resource = event.resource();
    UUID id =
        resource.diskId() != null
            ? resource.diskId().value()
            : Objects.requireNonNull(resource.snapshotId()).value();
    assertThat(alive).doesNotContainKey(id);
    assertThat(alive.values()).noneMatch(place -> place.family().equals(id));
    assertThat(active(id, event.header().time())).isEmpty();
  }

  private void exists(UUID snapshot, Place place, SubscriptionId subscription) {
    alive.put(snapshot, place);
    assertThat(alive.values().stream().filter(place::equals))
        .hasSizeLessThanOrEqualTo(policy(subscription).snapshotCountMax());
  }

  private Policy policy(SubscriptionId subscription) {
    return policies.getOrDefault(subscription, BuiltInPolicies.AZURE_2019_PREVIEW);
  }

  private List<Shared> active(UUID family, Instant now) {
    return shared.values().stream()
        .filter(s -> s.family().equals(family) && s.until().isAfter(now))
        .toList();
  }

  private Set<UUID> sharedSnapshots(UUID family, Instant now) {
    Set<UUID> snapshots = new HashSet<>();
    for (Shared grant : active(family, now)) {
      if (grant.snapshot() != null) {
        snapshots.add(grant.snapshot());
      }
    }
    return snapshots;
  }

  private void reads(UUID source, UUID reader) {
    readers.computeIfAbsent(source, _ -> new HashSet<>()).add(reader);
  }

  private void ended(UUID reader) {
    readers.values().forEach(r -> r.remove(reader));
  }

  private void isNew(UUID id) {
    assertThat(ids.add(id)).as("id %s is new", id).isTrue();
  }

  private void take(SubscriptionId subscription, ResourceType type, ResourceName name) {
    assertThat(names.add(key(subscription, type, name))).as("%s is free", name).isTrue();
  }

  private void free(SubscriptionId subscription, ResourceType type, ResourceName name) {
    assertThat(names.remove(key(subscription, type, name))).as("%s is taken", name).isTrue();
  }

  private static Name key(SubscriptionId subscription, ResourceType type, ResourceName name) {
    return new Name(
        subscription,
        type,
        name.resourceGroup().toLowerCase(Locale.ROOT),
        name.name().toLowerCase(Locale.ROOT));
  }
}
