package dev.snapledger.commands.decision;

import dev.snapledger.commands.decision.RestrictionRejection.SasLimitExceeded;
import dev.snapledger.commands.decision.RestrictionRejection.SnapshotCountExceeded;
import dev.snapledger.commands.decision.RestrictionRejection.SnapshotRateExceeded;
import dev.snapledger.commands.entity.FamilySnapshot;
import dev.snapledger.commands.entity.Grant;
import dev.snapledger.commands.entity.SnapshotFamily;
import dev.snapledger.commands.entity.SnapshotState;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits of a family that a policy sets: R3, R6, R7. */
final class FamilyLimits {
  private FamilyLimits() {}

  /**
   * R6. An acceptance at {@code t} counts while {@code now < t + window}: the instant one window
   * later is outside.
   */
  static @Nullable Rejection rate(SnapshotFamily family, Policy policy, Instant now) {
    Duration window = Duration.ofSeconds(policy.snapshotRateWindowSeconds());
    List<Instant> times =
        family.recentSnapshotTimes().stream().filter(t -> now.isBefore(t.plus(window))).toList();
    int max = policy.snapshotRateMax();
    if (times.size() < max) {
      return null;
    }
    // The newest "max" acceptances fill the window; when the oldest of them leaves, there is room.
    Instant retryAt = times.get(times.size() - max).plus(window);
    return new SnapshotRateExceeded(times.size(), max, policy.snapshotRateWindowSeconds(), retryAt);
  }

  /** R7, per region: those in creation count, failed and deleted ones do not. */
  static @Nullable Rejection count(SnapshotFamily family, String region, Policy policy) {
    int existing = 0;
    for (FamilySnapshot snapshot : family.snapshots()) {
      if (snapshot.state() != SnapshotState.FAILED && snapshot.region().equals(region)) {
        existing++;
      }
    }
    return existing < policy.snapshotCountMax()
        ? null
        : new SnapshotCountExceeded(existing, policy.snapshotCountMax(), region);
  }

  /** Sequence numbers are never used twice, deleted snapshots included. */
  static @Nullable Rejection sequence(SnapshotFamily family) {
    return Checks.below(
        "familySequenceMax", family.nextSequence() - 1L, Limits.FAMILY_SEQUENCE_MAX);
  }

  /** Failed snapshots take memory until they are deleted, so that they have a limit too. */
  static @Nullable Rejection failed(SnapshotFamily family) {
    long failed =
        family.snapshots().stream().filter(s -> s.state() == SnapshotState.FAILED).count();
    return Checks.below("failedSnapshotsMax", failed, Limits.FAILED_SNAPSHOTS_MAX);
  }

  /** R3: a further SAS on a snapshot that has one takes no new slot. */
  static @Nullable Rejection sasSlots(
      SnapshotFamily family, SnapshotId snapshotId, Policy policy, Instant now) {
    Map<SnapshotId, Instant> slots = new HashMap<>();
    for (Grant grant : family.grants()) {
      SnapshotId shared = grant.snapshotId();
      if (shared != null && grant.activeAt(now)) {
        slots.merge(shared, grant.expiresAt(), (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    int max = policy.sasSnapshotsMax();
    if (slots.containsKey(snapshotId) || slots.size() < max) {
      return null;
    }
    // A slot is free once the last grant of its snapshot expires.
    Instant retryAt = slots.values().stream().sorted().toList().get(slots.size() - max);
    return new SasLimitExceeded(slots.size(), max, retryAt);
  }
}
