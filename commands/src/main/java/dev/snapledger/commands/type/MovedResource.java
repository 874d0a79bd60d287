package dev.snapledger.commands.type;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource on its way from one subscription to another, complete: the receiving side knows
 * nothing else of it.
 *
 * @param type kind of the resource; a snapshot is always a full one
 * @param diskId the disk, when it is one
 * @param snapshotId the full snapshot, when it is one
 * @param name the name it shall have
 * @param region its region
 * @param sku its storage tier
 * @param sizeBytes its size in bytes
 * @param tags its tags
 * @param origin what a disk was made of; EMPTY for a snapshot
 * @param createdAt when it was created
 * @param resized whether the size of the disk was ever changed
 * @param nextSequence sequence number the next incremental snapshot of the disk gets
 * @param recentSnapshotTimes accepted incremental snapshots inside the rate window, oldest first
 * @param storedBytes bytes a full snapshot takes in its store; 0 for a disk
 * @param rootDigest digest of a full snapshot, as in FullSnapshotCompleted; empty for a disk
 */
public record MovedResource(
    ResourceType type,
    @Nullable DiskId diskId,
    @Nullable SnapshotId snapshotId,
    ResourceName name,
    String region,
    String sku,
    long sizeBytes,
    Map<String, String> tags,
    DiskOrigin origin,
    Instant createdAt,
    boolean resized,
    int nextSequence,
    List<Instant> recentSnapshotTimes,
    long storedBytes,
    String rootDigest) {
  public MovedResource {
    tags = Map.copyOf(tags);
    recentSnapshotTimes = List.copyOf(recentSnapshotTimes);
  }
}
