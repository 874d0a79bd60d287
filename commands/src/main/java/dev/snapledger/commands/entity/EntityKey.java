package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.SubscriptionId;

/**
 * Finds one entity; all entities of one subscription are decided by one writer.
 *
 * <p>The subscription is part of every key, so that a resource that moves between two subscriptions
 * of the same log partition is two entities while it is on its way.
 */
public sealed interface EntityKey permits FamilyKey, FullSnapshotKey, NameKey, PolicyKey {
  /** The subscription whose entity this is. */
  SubscriptionId subscriptionId();
}
