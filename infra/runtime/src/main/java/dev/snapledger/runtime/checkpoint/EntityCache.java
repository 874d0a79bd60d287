package dev.snapledger.runtime.checkpoint;

import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.entity.FullSnapshot;
import dev.snapledger.commands.entity.NameClaim;
import dev.snapledger.commands.entity.SnapshotFamily;
import dev.snapledger.commands.entity.SubscriptionPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decoded entities of a checkpoint, the longest unused leaving first. Bounded by an estimate of
 * their heap. For one thread.
 */
final class EntityCache {
  private static final int ENTITY_BYTES = 400;
  private static final int SNAPSHOT_BYTES = 500;
  private static final int GRANT_BYTES = 200;
  private static final int TIME_BYTES = 32;

  private final LongSupplier bytesMax;
  private final Map<EntityKey, Cached> entities = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private record Cached(Entity entity, long bytes) {}

  /**
   * An empty cache.
   *
   * @param bytesMax how much it may hold now; asked whenever something is added
   */
  EntityCache(LongSupplier bytesMax) {
    this.bytesMax = bytesMax;
  }

  @Nullable Entity find(EntityKey key) {
    Cached cached = entities.get(key);
    return cached == null ? null : cached.entity();
  }

  void put(EntityKey key, Entity entity) {
    long weight = heapOf(entity);
    Cached before = entities.put(key, new Cached(entity, weight));
    bytes += weight - (before == null ? 0 : before.bytes());
    var eldest = entities.entrySet().iterator();
    long max = bytesMax.getAsLong();
    while (bytes > max && eldest.hasNext()) {
      bytes -= eldest.next().getValue().bytes();
      eldest.remove();
    }
  }

  void remove(EntityKey key) {
    Cached before = entities.remove(key);
    bytes -= before == null ? 0 : before.bytes();
  }

  /** About what an entity takes with its entry here; tags and names are taken as short. */
  static long heapOf(Entity entity) {
    return switch (entity) {
      case NameClaim _, FullSnapshot _, SubscriptionPolicy _ -> ENTITY_BYTES;
      case SnapshotFamily f ->
          ENTITY_BYTES
              + (long) SNAPSHOT_BYTES * f.snapshots().size()
              + (long) GRANT_BYTES * f.grants().size()
              + (long) TIME_BYTES * f.recentSnapshotTimes().size();
    };
  }

  int size() {
    return entities.size();
  }

  long bytes() {
    return bytes;
  }
}
