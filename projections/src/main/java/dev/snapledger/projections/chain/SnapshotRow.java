package dev.snapledger.projections.chain;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.resource.ResourceRow;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of any kind in one subscription. A deleted one stays, so that the chain shows its
 * history; a full one that went to another subscription has its row there alone.
 *
 * @param subscriptionId subscription that has it
 * @param snapshotId the snapshot
 * @param kind how it came to be
 * @param familyId its family; null for a full snapshot
 * @param sequence its place in the family, from 1; 0 for a full snapshot
 * @param name its name
 * @param region its region
 * @param sku its storage tier
 * @param sizeBytes its size in bytes
 * @param sources what it was made of
 * @param state where it is in its life
 * @param startedAt when it was accepted
 * @param completedAt when it was completed, if it was; after a move to another subscription the
 *     time at which it was accepted
 * @param deletedAt when it was deleted, if it was
 * @param failure why it failed, for people; null unless it did
 * @param content what it holds; null unless it was completed
 * @param tags its tags
 */
public record SnapshotRow(
    SubscriptionId subscriptionId,
    SnapshotId snapshotId,
    SnapshotKind kind,
    @Nullable FamilyId familyId,
    int sequence,
    ResourceName name,
    String region,
    String sku,
    long sizeBytes,
    SnapshotSources sources,
    SnapshotState state,
    Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable Instant deletedAt,
    @Nullable String failure,
    @Nullable SnapshotContent content,
    Map<String, String> tags)
    implements ResourceRow {
  public SnapshotRow {
    tags = Map.copyOf(tags);
  }

  /** Whether it belongs to a family. */
  public boolean incremental() {
    return kind != SnapshotKind.FULL;
  }

  @Override
  public ResourceType type() {
    return ResourceType.SNAPSHOT;
  }

  @Override
  public UUID resourceId() {
    return snapshotId.value();
  }

  @Override
  public Instant beganAt() {
    return startedAt;
  }

  @Override
  public boolean exists() {
    return state != SnapshotState.DELETED;
  }

  @Override
  public long storedBytes() {
    return content == null ? 0 : content.storedBytes();
  }

  SnapshotRow completed(Instant time, SnapshotContent newContent) {
    return new SnapshotRow(
        subscriptionId,
        snapshotId,
        kind,
        familyId,
        sequence,
        name,
        region,
        sku,
        sizeBytes,
        sources,
        SnapshotState.COMPLETED,
        startedAt,
        time,
        deletedAt,
        failure,
        newContent,
        tags);
  }

  SnapshotRow failed(String reason) {
    return new SnapshotRow(
        subscriptionId,
        snapshotId,
        kind,
        familyId,
        sequence,
        name,
        region,
        sku,
        sizeBytes,
        sources,
        SnapshotState.FAILED,
        startedAt,
        completedAt,
        deletedAt,
        reason,
        content,
        tags);
  }

  SnapshotRow tagged(Map<String, String> newTags) {
    return new SnapshotRow(
        subscriptionId,
        snapshotId,
        kind,
        familyId,
        sequence,
        name,
        region,
        sku,
        sizeBytes,
        sources,
        state,
        startedAt,
        completedAt,
        deletedAt,
        failure,
        content,
        newTags);
  }

  SnapshotRow named(ResourceName newName) {
    return new SnapshotRow(
        subscriptionId,
        snapshotId,
        kind,
        familyId,
        sequence,
        newName,
        region,
        sku,
        sizeBytes,
        sources,
        state,
        startedAt,
        completedAt,
        deletedAt,
        failure,
        content,
        tags);
  }

  SnapshotRow in(SnapshotState newState) {
    return new SnapshotRow(
        subscriptionId,
        snapshotId,
        kind,
        familyId,
        sequence,
        name,
        region,
        sku,
        sizeBytes,
        sources,
        newState,
        startedAt,
        completedAt,
        deletedAt,
        failure,
        content,
        tags);
  }

  SnapshotRow deleted(Instant time) {
    return new SnapshotRow(
        subscriptionId,
        snapshotId,
        kind,
        familyId,
        sequence,
        name,
        region,
        sku,
        sizeBytes,
        sources,
        SnapshotState.DELETED,
        startedAt,
        completedAt,
        time,
        failure,
        content,
        tags);
  }
}
