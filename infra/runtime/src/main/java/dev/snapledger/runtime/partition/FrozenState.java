package dev.snapledger.runtime.partition;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The committed state of a partition at one moment, for a reader on another thread: what changed
 * since the last checkpoint, over that checkpoint.
 *
 * <p>Stays as it is until the partition thaws, however much is decided meanwhile.
 *
 * @param partition the partition
 * @param base the last checkpoint
 * @param changes entities that changed since, by key
 * @param replies replies since, oldest first
 * @param lastDecidedAt time of the newest decision; {@link Instant#MIN} before the first
 * @param nextCommandOffset one more than the offset of the newest decided command
 */
public record FrozenState(
    int partition,
    StateBase base,
    Map<EntityKey, EntityTable.Slot> changes,
    List<RememberedReply> replies,
    Instant lastDecidedAt,
    long nextCommandOffset) {
  /** Whether anything was decided yet. */
  public boolean decided() {
    return !lastDecidedAt.equals(Instant.MIN);
  }

  /** Gives each entity, in no order. */
  public void forEachEntity(Consumer<Entity> visitor) {
    EntityTable.forEach(changes, base, visitor);
  }

  /**
   * The digest of all entities.
   *
   * @param nextEventOffset the state is that before the event of this offset
   */
  public StateDigest digest(long nextEventOffset, Codec<Entity> codec) {
    return StateDigest.of(partition, nextEventOffset, this::forEachEntity, codec);
  }
}
