package dev.snapledger.projections.disk;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.resource.ResourceRow;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A disk in one subscription. A deleted one stays, so that its snapshots can tell what they are of;
 * one that went to another subscription has its row there alone.
 *
 * @param subscriptionId subscription that has it
 * @param diskId the disk
 * @param name its name
 * @param region its region
 * @param sku its storage tier
 * @param sizeBytes its size in bytes
 * @param origin what it was made of
 * @param sourceSnapshotId the snapshot it was made of, if any; not known after a move to another
 *     subscription
 * @param state where it is in its life
 * @param createdAt when it was created
 * @param deletedAt when it was deleted, if it was
 * @param everResized whether its size was ever changed
 * @param backgroundCopy how its filling went; null unless it was made of a snapshot, and after a
 *     move to another subscription
 * @param tags its tags
 */
public record DiskRow(
    SubscriptionId subscriptionId,
    DiskId diskId,
    ResourceName name,
    String region,
    String sku,
    long sizeBytes,
    DiskOrigin origin,
    @Nullable SnapshotId sourceSnapshotId,
    DiskState state,
    Instant createdAt,
    @Nullable Instant deletedAt,
    boolean everResized,
    @Nullable BackgroundCopy backgroundCopy,
    Map<String, String> tags)
    implements ResourceRow {
  public DiskRow {
    tags = Map.copyOf(tags);
  }

  /** Its family: all incremental snapshots ever taken of it. */
  @Override
  public FamilyId familyId() {
    return new FamilyId(diskId.value());
  }

  @Override
  public ResourceType type() {
    return ResourceType.DISK;
  }

  @Override
  public UUID resourceId() {
    return diskId.value();
  }

  @Override
  public Instant beganAt() {
    return createdAt;
  }

  @Override
  public boolean exists() {
    return state != DiskState.DELETED;
  }

  @Override
  public long storedBytes() {
    return 0;
  }

  DiskRow resized(long newSizeBytes) {
    return new DiskRow(
        subscriptionId,
        diskId,
        name,
        region,
        sku,
        newSizeBytes,
        origin,
        sourceSnapshotId,
        state,
        createdAt,
        deletedAt,
        true,
        backgroundCopy,
        tags);
  }

  DiskRow updated(String newSku, Map<String, String> newTags) {
    return new DiskRow(
        subscriptionId,
        diskId,
        name,
        region,
        newSku,
        sizeBytes,
        origin,
        sourceSnapshotId,
        state,
        createdAt,
        deletedAt,
        everResized,
        backgroundCopy,
        newTags);
  }

  DiskRow named(ResourceName newName) {
    return new DiskRow(
        subscriptionId,
        diskId,
        newName,
        region,
        sku,
        sizeBytes,
        origin,
        sourceSnapshotId,
        state,
        createdAt,
        deletedAt,
        everResized,
        backgroundCopy,
        tags);
  }

  DiskRow in(DiskState newState) {
    return new DiskRow(
        subscriptionId,
        diskId,
        name,
        region,
        sku,
        sizeBytes,
        origin,
        sourceSnapshotId,
        newState,
        createdAt,
        deletedAt,
        everResized,
        backgroundCopy,
        tags);
  }

  DiskRow deleted(Instant time) {
    return new DiskRow(
        subscriptionId,
        diskId,
        name,
        region,
        sku,
        sizeBytes,
        origin,
        sourceSnapshotId,
        DiskState.DELETED,
        createdAt,
        time,
        everResized,
        backgroundCopy,
        tags);
  }

  DiskRow with(BackgroundCopy newCopy) {
    return new DiskRow(
        subscriptionId,
        diskId,
        name,
        region,
        sku,
        sizeBytes,
        origin,
        sourceSnapshotId,
        state,
        createdAt,
        deletedAt,
        everResized,
        newCopy,
        tags);
  }
}
