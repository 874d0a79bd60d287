package dev.snapledger.runtime.partition;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.runtime.partition.PartitionState.Progress;
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
 * @param progress how far decisions went
 */
public record FrozenState(
    int partition,
    StateBase base,
    Map<EntityKey, EntityTable.Slot> changes,
    List<RememberedReply> replies,
    Progress progress) {
  /** Whether anything was decided yet. */
  public boolean decided() {
    return !lastDecidedAt().equals(Instant.MIN);
  }

  /** Time of the newest decision; {@link Instant#MIN} before the first. */
  public Instant lastDecidedAt() {
    return progress.lastDecidedAt();
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
