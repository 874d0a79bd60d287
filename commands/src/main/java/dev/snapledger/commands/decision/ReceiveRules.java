package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.Checks.accepted;
import static dev.snapledger.commands.decision.Checks.first;
import static dev.snapledger.commands.decision.Checks.rejected;

import dev.snapledger.commands.command.ReceiveResource;
import dev.snapledger.commands.decision.ArgumentRejection.InvalidArgument;
import dev.snapledger.commands.entity.SnapshotFamily;
import dev.snapledger.commands.event.ResourceReceived;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.MovedResource;
import dev.snapledger.commands.type.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a subscription takes in a resource that another one let go. */
final class ReceiveRules {
  private ReceiveRules() {}

  /**
   * A resource that is here already was received before, which says nothing new; but one that is
   * itself on its way out must first end that move.
   */
  static Decision receive(ReceiveResource command, Scope scope) {
    MovedResource resource = command.resource();
    Rejection refusal =
        first(
            () -> otherSubscription(command, scope),
            () -> ids(resource),
            () -> Arguments.name("resource.name", resource.name()),
            () -> size(resource),
            () -> Arguments.tags(resource.tags()),
            () -> history(resource, scope.now()),
            () -> content(resource),
            () -> Arguments.regionKnown(resource.region(), scope.policy()),
            () -> Arguments.sku(resource.sku(), skus(resource.type())));
    if (refusal != null) {
      return rejected(refusal);
    }
    Found present = present(resource, scope);
    refusal =
        present != null
            ? Checks.staying(present)
            : Checks.nameFree(scope, resource.type(), resource.name());
    if (refusal != null) {
      return rejected(refusal);
    }
    return present != null
        ? accepted(present.ids())
        : accepted(
            answer(resource),
            new ResourceReceived(scope.firstEvent(), resource, command.sourceSubscriptionId()));
  }

  private static @Nullable Found present(MovedResource resource, Scope scope) {
    DiskId diskId = resource.diskId();
    SnapshotId snapshotId = resource.snapshotId();
    if (diskId != null) {
      return scope.disk(diskId);
    }
    return snapshotId == null ? null : scope.snapshot(null, snapshotId);
  }

  private static Map<String, String> answer(MovedResource resource) {
    DiskId diskId = resource.diskId();
    return diskId != null
        ? Map.of("diskId", diskId.toString())
        : Map.of("snapshotId", String.valueOf(resource.snapshotId()));
  }

  private static @Nullable Rejection otherSubscription(ReceiveResource command, Scope scope) {
    return command.sourceSubscriptionId().equals(scope.subscriptionId())
        ? new InvalidArgument(
            "sourceSubscriptionId",
            "another subscription",
            command.sourceSubscriptionId().toString())
        : null;
  }

  private static @Nullable Rejection ids(MovedResource resource) {
    boolean disk = resource.diskId() != null && resource.snapshotId() == null;
    boolean snapshot = resource.diskId() == null && resource.snapshotId() != null;
    return switch (resource.type()) {
      case DISK -> disk ? null : new InvalidArgument("resource", "a disk id alone", "other ids");
      case SNAPSHOT ->
          snapshot ? null : new InvalidArgument("resource", "a snapshot id alone", "other ids");
    };
  }

  private static @Nullable Rejection size(MovedResource resource) {
    long bytes = resource.sizeBytes();
    return bytes % Limits.GIB == 0
            && bytes >= Limits.DISK_SIZE_GIB_MIN * Limits.GIB
            && bytes <= Limits.DISK_SIZE_GIB_MAX * Limits.GIB
        ? null
        : new InvalidArgument(
            "resource.sizeBytes",
            "%d to %d whole GiB".formatted(Limits.DISK_SIZE_GIB_MIN, Limits.DISK_SIZE_GIB_MAX),
            Long.toString(bytes));
  }

  /**
   * The two subscriptions may be timed by different clocks, but not by a different hour: a time far
   * ahead would hold the disk back for as long.
   */
  private static @Nullable Rejection history(MovedResource resource, Instant now) {
    List<Instant> times = resource.recentSnapshotTimes();
    Rejection refusal =
        first(
            () ->
                Arguments.range(
                    "resource.nextSequence",
                    resource.nextSequence(),
                    1,
                    Limits.FAMILY_SEQUENCE_MAX + 1L),
            () ->
                Arguments.range(
                    "resource.recentSnapshotTimes.size", times.size(), 0, Limits.POLICY_RATE_MAX));
    if (refusal != null) {
      return refusal;
    }
    Instant latest = now.plus(SnapshotFamily.RECENT_TIME_AGE_MAX);
    for (int i = 0; i < times.size(); i++) {
      if (times.get(i).isAfter(latest) || (i > 0 && times.get(i).isBefore(times.get(i - 1)))) {
        return new InvalidArgument(
            "resource.recentSnapshotTimes",
            "in rising order and none after " + latest,
            times.get(i).toString());
      }
    }
    return null;
  }

  private static @Nullable Rejection content(MovedResource resource) {
    return switch (resource.type()) {
      case DISK ->
          first(
              () -> Arguments.range("resource.storedBytes", resource.storedBytes(), 0, 0),
              () -> Arguments.text("resource.rootDigest", resource.rootDigest(), 0, 0));
      case SNAPSHOT ->
          first(
              () ->
                  Arguments.range(
                      "resource.storedBytes", resource.storedBytes(), 0, Long.MAX_VALUE),
              () -> Arguments.digest("resource.rootDigest", resource.rootDigest()));
    };
  }

  private static List<String> skus(ResourceType type) {
    return switch (type) {
      case DISK -> Arguments.DISK_SKUS;
      case SNAPSHOT -> Arguments.FULL_SNAPSHOT_SKUS;
    };
  }
}
