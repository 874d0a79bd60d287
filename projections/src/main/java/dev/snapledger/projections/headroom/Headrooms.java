package dev.snapledger.projections.headroom;

import dev.snapledger.commands.decision.BuiltInPolicies;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.projections.chain.SnapshotKind;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.grant.Grants;
import dev.snapledger.projections.policy.Policies;
import dev.snapledger.projections.search.FamilySnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes what the rules of a family leave. */
public final class Headrooms {
  private Headrooms() {}

  /**
   * What is left.
   *
   * @param region region of which snapshots are counted; null for the disk's
   */
  public static Headroom of(ViewReader reader, DiskRow disk, @Nullable String region, Instant now) {
    Policy adopted = Policies.find(reader, disk.subscriptionId());
    Policy policy = adopted == null ? BuiltInPolicies.AZURE_2019_PREVIEW : adopted;
    String counted = region == null ? disk.region() : region;
    List<Instant> slots = new ArrayList<>();
    int[] existing = {0};
    FamilySnapshots.existing(
        reader,
        disk.subscriptionId(),
        disk.familyId(),
        row -> {
          Instant end = Grants.lastEnd(reader, row.resourceId(), now);
          if (end != null) {
            slots.add(end);
          }
          existing[0] += counts(row, counted) ? 1 : 0;
        });
    return new Headroom(
        disk.familyId(),
        now,
        policy,
        rate(reader, disk, policy, now),
        counted,
        new Headroom.Use(policy.snapshotCountMax(), existing[0], null),
        use(policy.sasSnapshotsMax(), slots.stream().sorted().toList()));
  }

  private static boolean counts(SnapshotRow row, String region) {
    return row.region().equals(region) && row.state() != SnapshotState.FAILED;
  }

  /** The instant one window after an acceptance is outside. */
  private static Headroom.Use rate(ViewReader reader, DiskRow disk, Policy policy, Instant now) {
    Duration window = Duration.ofSeconds(policy.snapshotRateWindowSeconds());
    FamilyId family = disk.familyId();
    List<Instant> ends =
        FamilySnapshots.startedSince(
                reader, disk.subscriptionId(), family, now.minus(window).plusMillis(1))
            .stream()
            .filter(row -> row.kind() == SnapshotKind.INCREMENTAL)
            .map(row -> row.startedAt().plus(window))
            .filter(now::isBefore)
            .sorted()
            .toList();
    return use(policy.snapshotRateMax(), ends);
  }

  /** There is room again when the oldest of the newest {@code max} has ended. */
  private static Headroom.Use use(int max, List<Instant> ends) {
    int used = ends.size();
    return new Headroom.Use(max, used, used < max ? null : ends.get(used - max));
  }
}
