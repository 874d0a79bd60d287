package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The disk of a family while it exists.
 *
 * @param name its name
 * @param region its region
 * @param sku its storage tier
 * @param sizeBytes its size in bytes
 * @param origin what it was made of
 * @param createdAt when it was created
 * @param tags its tags
 * @param backgroundCopy the filling of a disk made of a snapshot; null when it holds all its bytes
 * @param fullSnapshots full snapshots that are being made of it
 * @param move its way to another subscription; null when it stays
 */
public record Disk(
    ResourceName name,
    String region,
    String sku,
    long sizeBytes,
    DiskOrigin origin,
    Instant createdAt,
    Map<String, String> tags,
    @Nullable BackgroundCopy backgroundCopy,
    List<SnapshotId> fullSnapshots,
    @Nullable Move move) {
  public Disk {
    tags = Map.copyOf(tags);
    fullSnapshots = List.copyOf(fullSnapshots);
  }

  Disk withName(ResourceName newName) {
    return new Disk(
        newName,
        region,
        sku,
        sizeBytes,
        origin,
        createdAt,
        tags,
        backgroundCopy,
        fullSnapshots,
        move);
  }

  Disk withSizeBytes(long newSizeBytes) {
    return new Disk(
        name,
        region,
        sku,
        newSizeBytes,
        origin,
        createdAt,
        tags,
        backgroundCopy,
        fullSnapshots,
        move);
  }

  Disk withSkuAndTags(String newSku, Map<String, String> newTags) {
    return new Disk(
        name,
        region,
        newSku,
        sizeBytes,
        origin,
        createdAt,
        newTags,
        backgroundCopy,
        fullSnapshots,
        move);
  }

  Disk withBackgroundCopy(@Nullable BackgroundCopy newBackgroundCopy) {
    return new Disk(
        name,
        region,
        sku,
        sizeBytes,
        origin,
        createdAt,
        tags,
        newBackgroundCopy,
        fullSnapshots,
        move);
  }

  Disk withFullSnapshots(List<SnapshotId> newFullSnapshots) {
    return new Disk(
        name,
        region,
        sku,
        sizeBytes,
        origin,
        createdAt,
        tags,
        backgroundCopy,
        newFullSnapshots,
        move);
  }

  Disk withMove(@Nullable Move newMove) {
    return new Disk(
        name,
        region,
        sku,
        sizeBytes,
        origin,
        createdAt,
        tags,
        backgroundCopy,
        fullSnapshots,
        newMove);
  }
}
