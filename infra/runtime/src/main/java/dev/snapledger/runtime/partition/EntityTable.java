package dev.snapledger.runtime.partition;

import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.entity.EntityKeys;
import dev.snapledger.commands.entity.LedgerState;
import dev.snapledger.commands.event.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All entities of one partition, in three layers: {@code overlay} over {@code recent} over {@code
 * base}.
 *
 * <p>The overlay holds what the open batch changed; it is promoted or discarded as a whole. While a
 * checkpoint is written by another thread the base is frozen and promotions gather in {@code
 * recent}; otherwise {@code recent} is empty. Entities are immutable values, so that nothing needs
 * to be copied for either. For one thread, but a frozen base may be read by another one.
 */
public final class EntityTable implements LedgerState {
  private final Map<EntityKey, Entity> base = new HashMap<>();
  private final Map<EntityKey, Slot> recent = new HashMap<>();
  private final Map<EntityKey, Slot> overlay = new HashMap<>();
  private boolean frozen;

  /** What an upper layer says about a key; null hides the layers below. */
  private record Slot(@Nullable Entity entity) {}

  @Override
  public @Nullable Entity find(EntityKey key) {
    Slot slot = overlay.get(key);
    if (slot == null && frozen) {
      slot = recent.get(key);
    }
    return slot == null ? base.get(key) : slot.entity();
  }

  /**
   * Evolves every entity that {@code event} touches; the only way state changes.
   *
   * @return the touched keys
   */
  List<EntityKey> apply(Event event) {
    List<EntityKey> touched = EntityKeys.touchedBy(event);
    for (EntityKey key : touched) {
      overlay.put(key, new Slot(Entity.evolve(key, find(key), event)));
    }
    return touched;
  }

  /** Puts an entity of a checkpoint in place. */
  void load(Entity entity) {
    base.put(entity.key(), entity);
  }

  void promote() {
    if (frozen) {
      recent.putAll(overlay);
    } else {
      overlay.forEach(this::putIntoBase);
    }
    overlay.clear();
  }

  void discard() {
    overlay.clear();
  }

  /** The committed entities, unchanged until {@link #thaw}; the overlay must be empty. */
  Map<EntityKey, Entity> freeze() {
    if (frozen || !overlay.isEmpty()) {
      throw new IllegalStateException(
          "expected no frozen base and an empty overlay, but found frozen=%s and %d changes"
              .formatted(frozen, overlay.size()));
    }
    frozen = true;
    return base;
  }

  void thaw() {
    frozen = false;
    recent.forEach(this::putIntoBase);
    recent.clear();
  }

  /** Number of committed entities; exact while nothing is frozen. */
  int size() {
    return base.size();
  }

  private void putIntoBase(EntityKey key, Slot slot) {
    Entity entity = slot.entity();
    if (entity == null) {
      base.remove(key);
    } else {
      base.put(key, entity);
    }
  }
}
