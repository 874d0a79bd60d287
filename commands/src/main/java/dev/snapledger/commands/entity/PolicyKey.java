package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.SubscriptionId;

/**
 * Key of the policy in force for a subscription.
 *
 * @param subscriptionId the subscription
 */
public record PolicyKey(SubscriptionId subscriptionId) implements EntityKey {}
