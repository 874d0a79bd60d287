package dev.snapledger.projections.usage;

import dev.snapledger.commands.id.SubscriptionId;

/**
 * What a resource group holds in one region. Deleted resources do not count; failed snapshots do,
 * until they are deleted.
 *
 * @param subscriptionId the subscription
 * @param resourceGroup the group, in lower case
 * @param region the region
 * @param disks number of disks
 * @param snapshots number of snapshots
 * @param diskBytes sizes of all disks in bytes
 * @param snapshotBytes sizes of all snapshots in bytes, as they read
 * @param storedBytes bytes all completed snapshots added to the store
 */
public record UsageRow(
    SubscriptionId subscriptionId,
    String resourceGroup,
    String region,
    long disks,
    long snapshots,
    long diskBytes,
    long snapshotBytes,
    long storedBytes) {}
