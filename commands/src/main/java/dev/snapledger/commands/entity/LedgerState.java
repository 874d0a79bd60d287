package dev.snapledger.commands.entity;

import org.jspecify.annotations.Nullable;

/**
 * Port to the present state of all entities; what a decision may look at.
 *
 * <p>A decision asks for few keys, only those it needs, and never keeps the port.
 */
@FunctionalInterface
public interface LedgerState {
  /** The entity of that key; null when it does not exist. */
  @Nullable Entity find(EntityKey key);

  /** Who holds a name; null when it is free. */
  default @Nullable NameClaim nameClaim(NameKey key) {
    return (NameClaim) find(key);
  }

  /** A family; null when it does not exist. */
  default @Nullable SnapshotFamily family(FamilyKey key) {
    return (SnapshotFamily) find(key);
  }

  /** A full snapshot; null when it does not exist. */
  default @Nullable FullSnapshot fullSnapshot(FullSnapshotKey key) {
    return (FullSnapshot) find(key);
  }

  /** The policy a subscription adopted; null when it never did. */
  default @Nullable SubscriptionPolicy adoptedPolicy(PolicyKey key) {
    return (SubscriptionPolicy) find(key);
  }
}
