package dev.snapledger.runtime.partition;

import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import java.time.Instant;
import java.util.Map;

/**
 * The committed state of a partition at one moment, for a reader on another thread.
 *
 * <p>Stays as it is until the partition thaws, however much is decided meanwhile.
 *
 * @param partition the partition
 * @param entities all entities by key, in no order; a live view, not a copy
 * @param replies the dedup window, oldest first
 * @param lastDecidedAt time of the newest decision; {@link Instant#MIN} before the first
 * @param nextCommandOffset one more than the offset of the newest decided command
 */
@SuppressWarnings("ArrayRecordComponent") // A list would wrap the same array.
public record FrozenState(
    int partition,
    Map<EntityKey, Entity> entities,
    RememberedReply[] replies,
    Instant lastDecidedAt,
    long nextCommandOffset) {
  /** Whether anything was decided yet. */
  public boolean decided() {
    return !lastDecidedAt.equals(Instant.MIN);
  }
}
