package dev.snapledger.projections.work;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.MovedResource;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.engine.LogPosition;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing an event left to do. Doing it twice must give the same result: after a crash, and after
 * the views were rebuilt, items show again whose work was done before.
 */
public sealed interface WorkItem {
  /** Where the event is; also the order of the items. */
  LogPosition position();

  /** Subscription to whose commands the item leads. */
  SubscriptionId subscriptionId();

  /** Region in whose store it is done. */
  String region();

  /** Time of the event. */
  Instant since();

  /** Identity of what it is done to: the disk or snapshot that is made, changed or removed. */
  UUID subjectId();

  /**
   * How an item leaves the list: by an event, or by {@link PendingWork#done}.
   *
   * <p>Items that end by {@code done} show again after the views were rebuilt, unless a later event
   * proves that they were done.
   */
  default Ending ending() {
    return switch (this) {
      case CreateVolume _, ResizeVolume _, DeleteVolume _, DeleteImage _ -> Ending.DONE;
      case FillVolume _, SealSnapshot _, CopyFull _, CopyToRegion _, MoveOut _ -> Ending.EVENT;
    };
  }

  /** How an item leaves the list. */
  enum Ending {
    EVENT,
    DONE
  }

  /**
   * Make the volume of a new disk. It is done if the volume exists, whatever its size: it may have
   * grown since.
   *
   * @param sizeBytes size when created
   * @param sourceSnapshotId the snapshot it reads as, if any
   */
  record CreateVolume(
      LogPosition position,
      SubscriptionId subscriptionId,
      String region,
      Instant since,
      DiskId diskId,
      long sizeBytes,
      @Nullable SnapshotId sourceSnapshotId)
      implements WorkItem {
    @Override
    public UUID subjectId() {
      return diskId.value();
    }
  }

  /**
   * Fill a disk from the snapshot it was made of, under a lease; ends with the events of the copy.
   *
   * @param totalBytes size of the snapshot
   */
  record FillVolume(
      LogPosition position,
      SubscriptionId subscriptionId,
      String region,
      Instant since,
      DiskId diskId,
      SnapshotId sourceSnapshotId,
      @Nullable FamilyId sourceFamilyId,
      long totalBytes)
      implements WorkItem {
    @Override
    public UUID subjectId() {
      return diskId.value();
    }
  }

  /** Grow a volume to a size; it is done if the volume is as large or larger. */
  record ResizeVolume(
      LogPosition position,
      SubscriptionId subscriptionId,
      String region,
      Instant since,
      DiskId diskId,
      long sizeBytes)
      implements WorkItem {
    @Override
    public UUID subjectId() {
      return diskId.value();
    }
  }

  /**
   * Seal a volume as an incremental snapshot. Items of one disk are to be done in their order.
   *
   * @param parentSnapshotId the snapshot before it in the chain, as the rules saw it
   */
  record SealSnapshot(
      LogPosition position,
      SubscriptionId subscriptionId,
      String region,
      Instant since,
      SnapshotId snapshotId,
      FamilyId familyId,
      int sequence,
      long sizeBytes,
      @Nullable SnapshotId parentSnapshotId)
      implements WorkItem {
    @Override
    public UUID subjectId() {
      return snapshotId.value();
    }

    /** The disk whose volume is sealed. */
    public DiskId diskId() {
      return new DiskId(familyId.value());
    }
  }

  /**
   * Make a full snapshot of a disk or of a snapshot; exactly one source is not null.
   *
   * @param sourceFamilyId family of that disk or incremental snapshot, if any
   */
  record CopyFull(
      LogPosition position,
      SubscriptionId subscriptionId,
      String region,
      Instant since,
      SnapshotId snapshotId,
      @Nullable DiskId sourceDiskId,
      @Nullable SnapshotId sourceSnapshotId,
      @Nullable FamilyId sourceFamilyId,
      long sizeBytes)
      implements WorkItem {
    @Override
    public UUID subjectId() {
      return snapshotId.value();
    }
  }

  /**
   * Copy an incremental snapshot to {@link #region}; only what the base lacks is sent.
   *
   * @param sourceRegion region of the source
   * @param baseSnapshotId newest copy of the family there, if any
   * @param baseSourceSnapshotId the snapshot which that copy is a copy of, if any
   */
  record CopyToRegion(
      LogPosition position,
      SubscriptionId subscriptionId,
      String region,
      Instant since,
      SnapshotId snapshotId,
      FamilyId familyId,
      long sizeBytes,
      SnapshotId sourceSnapshotId,
      String sourceRegion,
      @Nullable SnapshotId baseSnapshotId,
      @Nullable SnapshotId baseSourceSnapshotId)
      implements WorkItem {
    @Override
    public UUID subjectId() {
      return snapshotId.value();
    }
  }

  /** Delete the volume of a deleted disk; it is done if there is none. */
  record DeleteVolume(
      LogPosition position,
      SubscriptionId subscriptionId,
      String region,
      Instant since,
      DiskId diskId)
      implements WorkItem {
    @Override
    public UUID subjectId() {
      return diskId.value();
    }
  }

  /**
   * Delete the bytes of a deleted snapshot; it is done if there are none.
   *
   * @param familyId its family; null for a full snapshot
   */
  record DeleteImage(
      LogPosition position,
      SubscriptionId subscriptionId,
      String region,
      Instant since,
      SnapshotId snapshotId,
      @Nullable FamilyId familyId)
      implements WorkItem {
    @Override
    public UUID subjectId() {
      return snapshotId.value();
    }
  }

  /**
   * Hand a resource over to another subscription, after all earlier items with the same subject.
   *
   * @param resource the resource, with the name it shall have there
   * @param sourceName its name here
   * @param targetSubscriptionId where to
   */
  record MoveOut(
      LogPosition position,
      SubscriptionId subscriptionId,
      Instant since,
      MovedResource resource,
      ResourceName sourceName,
      SubscriptionId targetSubscriptionId)
      implements WorkItem {
    @Override
    public String region() {
      return resource.region();
    }

    @Override
    public UUID subjectId() {
      if (resource.diskId() != null) {
        return resource.diskId().value();
      }
      if (resource.snapshotId() != null) {
        return resource.snapshotId().value();
      }
      throw new IllegalStateException("expected a disk or a snapshot to move, but found neither");
    }
  }
}
