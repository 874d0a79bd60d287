package dev.snapledger.commands.entity;

import dev.snapledger.commands.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * State the rules look at: an immutable value that changes by events alone.
 *
 * <p>An entity that does not exist is {@code null}: it takes no memory before its first event and
 * after its last one. Values may be read by any thread.
 */
public sealed interface Entity permits FullSnapshot, NameClaim, SnapshotFamily, SubscriptionPolicy {
  /** Where this entity is found. */
  EntityKey key();

  /**
   * The state after an event. Pure, never refuses; live decisions and replay both come here.
   *
   * @param key one of {@link EntityKeys#touchedBy} the event
   * @param before null when the entity does not exist
   * @return null when it does not exist any more
   * @throws IllegalStateException if the event cannot follow: the log is broken
   */
  static @Nullable Entity evolve(EntityKey key, @Nullable Entity before, Event event) {
    return switch (key) {
      case NameKey k -> NameClaim.evolve(k, (NameClaim) before, event);
      case FamilyKey k -> FamilyEvolution.evolve(k, (SnapshotFamily) before, event);
      case FullSnapshotKey k -> FullSnapshotEvolution.evolve(k, (FullSnapshot) before, event);
      case PolicyKey k -> SubscriptionPolicy.evolve(k, (SubscriptionPolicy) before, event);
    };
  }
}
