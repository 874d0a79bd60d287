package dev.snapledger.runtime.partition;

import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Port to what lies beneath a partition's memory: its state as of the last checkpoint.
 *
 * <p>Changes only by {@link #written}, when a checkpoint is durable. For one thread, but for {@link
 * #forEachEntity}.
 */
public interface StateBase {
  /** No checkpoint: nothing lies beneath. */
  StateBase EMPTY =
      new StateBase() {
        @Override
        public @Nullable Entity entity(EntityKey key) {
          return null;
        }

        @Override
        public @Nullable RememberedReply reply(ReplyKey key) {
          return null;
        }

        @Override
        public Collection<RememberedReply> replies() {
          return java.util.List.of();
        }

        @Override
        public void forEachEntity(Consumer<Entity> visitor) {}

        @Override
        public void written(Map<EntityKey, EntityTable.Slot> changes) {
          throw new IllegalStateException("expected no checkpoint of a state without a base");
        }
      };

  /** An entity as of the checkpoint; null when it did not exist then. */
  @Nullable Entity entity(EntityKey key);

  /** A reply of the checkpoint; it may be too old to matter. */
  @Nullable RememberedReply reply(ReplyKey key);

  /** All replies of the checkpoint, oldest first; for audits and tests. */
  Collection<RememberedReply> replies();

  /** Gives each entity of the checkpoint, in no order; on any thread. */
  void forEachEntity(Consumer<Entity> visitor);

  /** Told, on the owner's thread, that these changes are part of the checkpoint now. */
  void written(Map<EntityKey, EntityTable.Slot> changes);

  /** Told, on the owner's thread, that the replies of these commands are part of it now. */
  default void repliesWritten(Set<ReplyKey> replies) {}
}
