package dev.snapledger.runtime.partition;

import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.entity.EntityKeys;
import dev.snapledger.commands.entity.LedgerState;
import dev.snapledger.commands.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All entities of one partition, in layers: {@code recent} over {@code frozen} over the {@link
 * StateBase}.
 *
 * <p>Recent is what changed since the last checkpoint began, frozen is what a checkpoint writes at
 * the moment, and the base is what the last one wrote. So memory follows the changes between two
 * checkpoints, not the number of entities. A batch changes the recent layer at once and keeps what
 * was there before, so that it can be discarded as a whole: the open one, and the sealed one before
 * it whose commit is awaited. Entities are immutable values, and no layer is ever copied. For one
 * thread, but a frozen layer may be read by another one.
 */
public final class EntityTable implements LedgerState {
  private final StateBase base;
  private final List<Before> undo = new ArrayList<>();
  private int sealed;
  private Map<EntityKey, Slot> recent = new HashMap<>();
  private @Nullable Map<EntityKey, Slot> frozen;

  /**
   * What a layer says about a key.
   *
   * @param entity the entity; null when it does not exist, which hides the layers below
   */
  public record Slot(@Nullable Entity entity) {}

  /** What the recent layer said about a key before the open batch changed it; null for nothing. */
  private record Before(EntityKey key, @Nullable Slot slot) {}

  EntityTable(StateBase base) {
    this.base = base;
  }

  @Override
  public @Nullable Entity find(EntityKey key) {
    Slot slot = recent.get(key);
    if (slot == null && frozen != null) {
      slot = frozen.get(key);
    }
    return slot == null ? base.entity(key) : slot.entity();
  }

  /**
   * Evolves every entity that {@code event} touches; the only way state changes.
   *
   * @return the touched keys
   */
  List<EntityKey> apply(Event event) {
    List<EntityKey> touched = EntityKeys.touchedBy(event);
    for (EntityKey key : touched) {
      Slot after = new Slot(Entity.evolve(key, find(key), event));
      undo.add(new Before(key, recent.put(key, after)));
    }
    return touched;
  }

  /** The number that {@code event} gets in its history if it is applied next. */
  long nextSequence(Event event) {
    Entity entity = find(EntityKeys.streamOf(event));
    return entity == null ? 1 : entity.eventSequence() + 1;
  }

  /** Ends the open batch, so that another one can be opened before it is promoted. */
  void seal() {
    sealed = undo.size();
  }

  /** Makes the sealed batch final; the open one stays. */
  void promoteSealed() {
    undo.subList(0, sealed).clear();
    sealed = 0;
  }

  void promote() {
    undo.clear();
    sealed = 0;
  }

  /** Takes back the open batch; the sealed one stays. */
  void discardOpen() {
    takeBack(undo.subList(sealed, undo.size()));
  }

  void discard() {
    takeBack(undo);
    sealed = 0;
  }

  private void takeBack(List<Before> changes) {
    for (Before before : changes.reversed()) {
      if (before.slot() == null) {
        recent.remove(before.key());
      } else {
        recent.put(before.key(), before.slot());
      }
    }
    changes.clear();
  }

  /** Number of keys that changed since the last checkpoint began, batches in hand included. */
  int changes() {
    return recent.size();
  }

  /** What changed since the last freeze, unchanged until the thaw; no batch may be in hand. */
  Map<EntityKey, Slot> freeze() {
    if (frozen != null) {
      throw new IllegalStateException("expected nothing frozen, but found a frozen layer");
    }
    checkNoBatch();
    Map<EntityKey, Slot> changes = recent;
    frozen = changes;
    recent = new HashMap<>();
    return changes;
  }

  /** Ends a freeze: the base holds what was frozen. */
  void thawWritten() {
    base.written(takeFrozen());
  }

  /** Ends a freeze: the base is as before. */
  void thawUnwritten() {
    Map<EntityKey, Slot> older = takeFrozen();
    recent.forEach(older::put);
    recent = older;
  }

  private Map<EntityKey, Slot> takeFrozen() {
    Map<EntityKey, Slot> changes = frozen;
    if (changes == null) {
      throw new IllegalStateException("expected a freeze before its thaw");
    }
    checkNoBatch();
    frozen = null;
    return changes;
  }

  private void checkNoBatch() {
    if (!undo.isEmpty()) {
      throw new IllegalStateException(
          "expected no batch in hand, but found %d changes".formatted(undo.size()));
    }
  }

  /** Gives each committed entity that a frozen layer over a base makes up, in no order. */
  static void forEach(Map<EntityKey, Slot> frozen, StateBase base, Consumer<Entity> visitor) {
    for (Slot slot : frozen.values()) {
      if (slot.entity() != null) {
        visitor.accept(slot.entity());
      }
    }
    base.forEachEntity(
        entity -> {
          if (!frozen.containsKey(entity.key())) {
            visitor.accept(entity);
          }
        });
  }
}
