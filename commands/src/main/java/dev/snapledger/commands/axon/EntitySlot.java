package dev.snapledger.commands.axon;

import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.entity.EntityKeys;
import dev.snapledger.commands.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * The place of an entity, which Axon loads and evolves whether or not the entity exists: Axon's own
 * entities cannot cease to exist. Immutable.
 *
 * @param key where the entity is found
 * @param entity null while it does not exist
 */
public record EntitySlot(EntityKey key, @Nullable Entity entity) {

  /** The place of an entity that has no events yet. */
  public static EntitySlot empty(EntityKey key) {
    return new EntitySlot(key, null);
  }

  /** The place after an event; the same when the event is about other entities. */
  public EntitySlot evolve(Event event) {
    return EntityKeys.touchedBy(event).contains(key)
        ? new EntitySlot(key, Entity.evolve(key, entity, event))
        : this;
  }
}
