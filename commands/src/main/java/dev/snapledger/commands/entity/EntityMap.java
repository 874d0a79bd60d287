package dev.snapledger.commands.entity;

import dev.snapledger.commands.event.Event;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All entities in memory, as events leave them: what an audit rebuilds. Not safe for several
 * threads.
 */
public final class EntityMap implements LedgerState {
  private final Map<EntityKey, Entity> entities = new HashMap<>();

  @Override
  public @Nullable Entity find(EntityKey key) {
    return entities.get(key);
  }

  /** Changes every entity that the event touches. */
  public void apply(Event event) {
    for (EntityKey key : EntityKeys.touchedBy(event)) {
      Entity after = Entity.evolve(key, entities.get(key), event);
      if (after == null) {
        entities.remove(key);
      } else {
        entities.put(key, after);
      }
    }
  }

  /** A copy of all entities that exist. */
  public Map<EntityKey, Entity> entities() {
    return Map.copyOf(entities);
  }
}
