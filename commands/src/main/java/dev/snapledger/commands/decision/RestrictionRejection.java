package dev.snapledger.commands.decision;

import dev.snapledger.commands.entity.Reader;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The seven restrictions of incremental snapshots. */
public sealed interface RestrictionRejection extends Rejection {

  /**
   * R1: no incremental snapshot of a disk after its size was changed.
   *
   * @param disk the disk
   */
  record DiskWasResized(ResourceName disk) implements RestrictionRejection {
    @Override
    public String code() {
      return "DiskWasResized";
    }

    @Override
    public String message() {
      return "expected a disk whose size was never changed, but disk %s was resized; a full snapshot of it is allowed"
          .formatted(Texts.name(disk));
    }

    @Override
    public Map<String, String> details() {
      return Map.of("disk", Texts.name(disk));
    }
  }

  /**
   * R2: an incremental snapshot stays in its subscription, and so does a disk that has any.
   *
   * @param type whether a disk or a snapshot should move
   * @param resource the disk or snapshot that should move
   * @param incrementalSnapshots number of incremental snapshots that hold it back
   */
  record IncrementalSnapshotCannotMove(
      ResourceType type, ResourceName resource, int incrementalSnapshots)
      implements RestrictionRejection {
    @Override
    public String code() {
      return "IncrementalSnapshotCannotMove";
    }

    @Override
    public String message() {
      return switch (type) {
        case DISK ->
            "expected a disk without incremental snapshots, but %s has %d; allowed once they are deleted"
                .formatted(Texts.name(resource), incrementalSnapshots);
        case SNAPSHOT ->
            "expected a disk or a full snapshot, but %s is an incremental snapshot; a full snapshot of it can move"
                .formatted(Texts.name(resource));
      };
    }

    @Override
    public Map<String, String> details() {
      return Map.of(
          "resource",
          Texts.name(resource),
          "incrementalSnapshots",
          Integer.toString(incrementalSnapshots));
    }
  }

  /**
   * R3: few snapshots of a family are shared at once.
   *
   * @param active snapshots of the family with an active SAS
   * @param max the limit
   * @param retryAt when enough of them expire
   */
  record SasLimitExceeded(int active, int max, Instant retryAt) implements RestrictionRejection {
    @Override
    public String code() {
      return "SasLimitExceeded";
    }

    @Override
    public String message() {
      return "expected fewer than %d other snapshots of the family with an active SAS, but found %d; allowed from %s on, or after a revocation"
          .formatted(max, active, retryAt);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("active", Integer.toString(active), "max", Integer.toString(max));
    }
  }

  /**
   * R4: a snapshot stays while unfinished work reads it; a disk that is being filled is not ready.
   *
   * @param resource the snapshot or disk
   * @param readers the unfinished work; at least one
   */
  record BackgroundCopyInProgress(ResourceName resource, List<Reader> readers)
      implements RestrictionRejection {
    public BackgroundCopyInProgress {
      readers = List.copyOf(readers);
    }

    @Override
    public String code() {
      return "BackgroundCopyInProgress";
    }

    @Override
    public String message() {
      return "expected no unfinished copy that needs %s, but found %d, first a %s; allowed once they have ended"
          .formatted(Texts.name(resource), readers.size(), readers.getFirst().describe());
    }

    @Override
    public Map<String, String> details() {
      return Map.of(
          "resource",
          Texts.name(resource),
          "copies",
          Integer.toString(readers.size()),
          "firstKind",
          readers.getFirst().kind().name(),
          "firstId",
          readers.getFirst().id().toString());
    }
  }

  /**
   * R5: an incremental snapshot is created in the subscription of its disk.
   *
   * @param diskSubscription subscription of the disk
   * @param subscription the subscription that was asked
   */
  record OutsideDiskSubscription(SubscriptionId diskSubscription, SubscriptionId subscription)
      implements RestrictionRejection {
    @Override
    public String code() {
      return "OutsideDiskSubscription";
    }

    @Override
    public String message() {
      return "expected the subscription of the disk, %s, but found %s"
          .formatted(diskSubscription, subscription);
    }

    @Override
    public Map<String, String> details() {
      return Map.of(
          "diskSubscription", diskSubscription.toString(),
          "subscription", subscription.toString());
    }
  }

  /**
   * R6: few incremental snapshots of a disk are accepted in any window.
   *
   * @param accepted acceptances in the window that ends now
   * @param max the limit
   * @param windowSeconds length of the window
   * @param retryAt when enough of them have left the window
   */
  record SnapshotRateExceeded(int accepted, int max, long windowSeconds, Instant retryAt)
      implements RestrictionRejection {
    @Override
    public String code() {
      return "SnapshotRateExceeded";
    }

    @Override
    public String message() {
      return "expected fewer than %d incremental snapshots of the disk in %d seconds, but found %d; allowed from %s on"
          .formatted(max, windowSeconds, accepted, retryAt);
    }

    @Override
    public Map<String, String> details() {
      return Map.of(
          "accepted", Integer.toString(accepted),
          "max", Integer.toString(max),
          "windowSeconds", Long.toString(windowSeconds));
    }
  }

  /**
   * R7: few incremental snapshots of a disk exist at once in a region.
   *
   * @param existing those that are being created or completed
   * @param max the limit
   * @param region the region
   */
  record SnapshotCountExceeded(int existing, int max, String region)
      implements RestrictionRejection {
    @Override
    public String code() {
      return "SnapshotCountExceeded";
    }

    @Override
    public String message() {
      return "expected fewer than %d incremental snapshots of the disk in %s, but found %d; allowed once one is deleted"
          .formatted(max, region, existing);
    }

    @Override
    public Map<String, String> details() {
      return Map.of(
          "existing", Integer.toString(existing),
          "max", Integer.toString(max),
          "region", region);
    }
  }
}
