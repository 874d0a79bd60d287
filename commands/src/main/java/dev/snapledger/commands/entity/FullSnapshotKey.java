package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;

/**
 * Key of a full snapshot, which belongs to no family.
 *
 * @param subscriptionId the subscription
 * @param snapshotId the snapshot
 */
public record FullSnapshotKey(SubscriptionId subscriptionId, SnapshotId snapshotId)
    implements EntityKey {}
