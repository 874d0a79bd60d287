package dev.snapledger.commands.decision;

import dev.snapledger.commands.decision.Found.FoundDisk;
import dev.snapledger.commands.decision.Found.FoundFull;
import dev.snapledger.commands.decision.Found.FoundIncremental;
import dev.snapledger.commands.entity.FullSnapshot;
import dev.snapledger.commands.entity.SnapshotFamily;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.MovedResource;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import java.time.Instant;
import java.util.List;

/** What a resource takes along to another subscription. */
final class MovedResources {
  private MovedResources() {}

  static MovedResource of(Found found, ResourceName target, Instant now) {
    return switch (found) {
      case FoundDisk f -> disk(f, target, now);
      case FoundFull f -> snapshot(f.snapshot(), target);
      case FoundIncremental f ->
          throw new IllegalStateException(
              "expected a resource that can move, but found incremental snapshot "
                  + f.snapshotId());
    };
  }

  /** The rate window goes along, so that a move does not give a disk new snapshots. */
  private static MovedResource disk(FoundDisk found, ResourceName target, Instant now) {
    SnapshotFamily family = found.family();
    return new MovedResource(
        ResourceType.DISK,
        found.diskId(),
        null,
        target,
        found.disk().region(),
        found.disk().sku(),
        found.disk().sizeBytes(),
        found.disk().tags(),
        found.disk().origin(),
        found.disk().createdAt(),
        family.resized(),
        family.nextSequence(),
        family.recentSnapshotTimes().stream()
            .filter(t -> now.isBefore(t.plus(SnapshotFamily.RECENT_TIME_AGE_MAX)))
            .toList(),
        0,
        "");
  }

  private static MovedResource snapshot(FullSnapshot snapshot, ResourceName target) {
    return new MovedResource(
        ResourceType.SNAPSHOT,
        null,
        snapshot.key().snapshotId(),
        target,
        snapshot.facts().region(),
        snapshot.facts().sku(),
        snapshot.facts().sizeBytes(),
        snapshot.tags(),
        DiskOrigin.EMPTY,
        snapshot.facts().createdAt(),
        false,
        1,
        List.of(),
        snapshot.storedBytes(),
        snapshot.rootDigest());
  }
}
