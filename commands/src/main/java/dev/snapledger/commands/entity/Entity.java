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
   * Number of the newest event of this entity's own history, from 1; 0 for names, which have none.
   *
   * @see EntityKeys#streamOf
   */
  long eventSequence();

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
      case FamilyKey k -> {
        SnapshotFamily after = FamilyEvolution.evolve(k, (SnapshotFamily) before, event);
        yield after == null ? null : after.withEventSequence(sequence(k, before, event));
      }
      case FullSnapshotKey k -> {
        FullSnapshot after = FullSnapshotEvolution.evolve(k, (FullSnapshot) before, event);
        yield after == null ? null : after.withEventSequence(sequence(k, before, event));
      }
      case PolicyKey k -> SubscriptionPolicy.evolve(k, (SubscriptionPolicy) before, event);
    };
  }

  private static long sequence(EntityKey key, @Nullable Entity before, Event event) {
    long sequence = before == null ? 0 : before.eventSequence();
    return EntityKeys.streamOf(event).equals(key) ? sequence + 1 : sequence;
  }
}
