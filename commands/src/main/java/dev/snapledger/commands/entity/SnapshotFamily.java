package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A disk, or what a deleted one left, and all its incremental snapshots in all regions. It ceases
 * to exist with the last of them.
 *
 * @param key its subscription and id
 * @param disk the disk; null once it is deleted
 * @param snapshots snapshots that are not deleted, by rising sequence
 * @param grants shared access to the disk and the snapshots; expired ones leave at the next event
 * @param recentSnapshotTimes when incremental snapshots were accepted, oldest first; at most {@link
 *     #RECENT_TIMES_MAX}, none older than {@link #RECENT_TIME_AGE_MAX} at the last event
 * @param nextSequence sequence number the next snapshot gets, from 1
 * @param resized whether the size of the disk was ever changed
 * @param eventSequence number of the newest event of its history
 */
public record SnapshotFamily(
    FamilyKey key,
    @Nullable Disk disk,
    List<FamilySnapshot> snapshots,
    List<Grant> grants,
    List<Instant> recentSnapshotTimes,
    int nextSequence,
    boolean resized,
    long eventSequence)
    implements Entity {

  /**
   * Acceptances that are remembered; no policy allows more in a window, so that a policy adopted
   * later finds all it needs.
   */
  public static final int RECENT_TIMES_MAX = 1_000;

  /** Age up to which acceptances are remembered; no policy has a longer window. */
  public static final Duration RECENT_TIME_AGE_MAX = Duration.ofHours(1);

  public SnapshotFamily {
    snapshots = List.copyOf(snapshots);
    grants = List.copyOf(grants);
    recentSnapshotTimes = List.copyOf(recentSnapshotTimes);
  }

  /** The snapshot of that id; null when there is none. */
  public @Nullable FamilySnapshot snapshot(SnapshotId snapshotId) {
    for (FamilySnapshot snapshot : snapshots) {
      if (snapshot.snapshotId().equals(snapshotId)) {
        return snapshot;
      }
    }
    return null;
  }

  /** The active grants on a snapshot, or on the disk for null. */
  public List<Grant> activeGrants(@Nullable SnapshotId snapshotId, Instant now) {
    return grants.stream()
        .filter(g -> g.activeAt(now) && Objects.equals(g.snapshotId(), snapshotId))
        .toList();
  }

  SnapshotFamily withEventSequence(long newSequence) {
    return newSequence == eventSequence
        ? this
        : new SnapshotFamily(
            key, disk, snapshots, grants, recentSnapshotTimes, nextSequence, resized, newSequence);
  }

  SnapshotFamily withDisk(@Nullable Disk newDisk) {
    return new SnapshotFamily(
        key, newDisk, snapshots, grants, recentSnapshotTimes, nextSequence, resized, eventSequence);
  }

  SnapshotFamily asResized(Disk newDisk) {
    return new SnapshotFamily(
        key, newDisk, snapshots, grants, recentSnapshotTimes, nextSequence, true, eventSequence);
  }

  SnapshotFamily plusSnapshot(FamilySnapshot snapshot) {
    return new SnapshotFamily(
        key,
        disk,
        Lists.plus(snapshots, snapshot),
        grants,
        recentSnapshotTimes,
        snapshot.sequence() + 1,
        resized,
        eventSequence);
  }

  SnapshotFamily minusSnapshot(SnapshotId snapshotId) {
    return withSnapshots(Lists.without(snapshots, s -> s.snapshotId().equals(snapshotId)));
  }

  /** Changes one snapshot; it must exist. */
  SnapshotFamily change(SnapshotId snapshotId, UnaryOperator<FamilySnapshot> change) {
    for (int i = 0; i < snapshots.size(); i++) {
      if (snapshots.get(i).snapshotId().equals(snapshotId)) {
        return withSnapshots(Lists.replaced(snapshots, i, change.apply(snapshots.get(i))));
      }
    }
    throw new IllegalStateException(
        "expected snapshot %s in family %s, but found none".formatted(snapshotId, key.familyId()));
  }

  private SnapshotFamily withSnapshots(List<FamilySnapshot> newSnapshots) {
    return new SnapshotFamily(
        key, disk, newSnapshots, grants, recentSnapshotTimes, nextSequence, resized, eventSequence);
  }

  SnapshotFamily plusGrant(Grant grant) {
    return withGrants(Lists.plus(grants, grant));
  }

  SnapshotFamily minusGrant(GrantId grantId) {
    return withGrants(Lists.without(grants, g -> g.grantId().equals(grantId)));
  }

  private SnapshotFamily withGrants(List<Grant> newGrants) {
    return new SnapshotFamily(
        key, disk, snapshots, newGrants, recentSnapshotTimes, nextSequence, resized, eventSequence);
  }

  /** Keeps the times in order: those of a disk that moved in may come from a faster clock. */
  SnapshotFamily plusRecentTime(Instant time) {
    List<Instant> times = new ArrayList<>(recentSnapshotTimes.size() + 1);
    times.addAll(recentSnapshotTimes);
    int at = times.size();
    while (at > 0 && times.get(at - 1).isAfter(time)) {
      at--;
    }
    times.add(at, time);
    return withRecentTimes(
        times.subList(Math.max(0, times.size() - RECENT_TIMES_MAX), times.size()));
  }

  private SnapshotFamily withRecentTimes(List<Instant> newTimes) {
    return new SnapshotFamily(
        key, disk, snapshots, grants, newTimes, nextSequence, resized, eventSequence);
  }

  /** Drops expired grants and acceptances too old for any window. */
  SnapshotFamily purged(Instant now) {
    List<Grant> active = Grant.activeOf(grants, now);
    SnapshotFamily family = active.size() == grants.size() ? this : withGrants(active);
    int old = 0;
    while (old < recentSnapshotTimes.size()
        && !now.isBefore(recentSnapshotTimes.get(old).plus(RECENT_TIME_AGE_MAX))) {
      old++;
    }
    return old == 0
        ? family
        : family.withRecentTimes(recentSnapshotTimes.subList(old, recentSnapshotTimes.size()));
  }
}
