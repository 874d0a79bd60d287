package dev.snapledger.commands.type;

import dev.snapledger.commands.id.SubscriptionId;

/**
 * Names a disk of any subscription.
 *
 * @param subscriptionId the subscription of the disk
 * @param name its name
 */
public record DiskRef(SubscriptionId subscriptionId, ResourceName name) {}
