package dev.snapledger.runtime.checkpoint;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.runtime.partition.EntityTable;
import dev.snapledger.runtime.partition.RememberedReply;
import dev.snapledger.runtime.partition.ReplyKey;
import dev.snapledger.runtime.partition.StateBase;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One partition's checkpoint as the base of its state: rows of the database, with the entities in
 * use decoded in memory.
 */
final class StoredBase implements StateBase {
  private final RocksCheckpointStore store;
  private final int partition;
  private final Supplier<Codec<Entity>> codecs;
  private final Codec<Entity> codec;
  private final EntityCache cache;
  private final KnownKeys known;
  private final NavigableSet<Integer> hours;
  private long hits;
  private long misses;

  StoredBase(
      RocksCheckpointStore store,
      int partition,
      Supplier<Codec<Entity>> codecs,
      EntityCache cache,
      KnownKeys known,
      SortedSet<Integer> hours) {
    this.store = store;
    this.partition = partition;
    this.codecs = codecs;
    this.codec = codecs.get();
    this.cache = cache;
    this.known = known;
    this.hours = new ConcurrentSkipListSet<>(hours);
  }

  /**
   * The hours of which the checkpoint may hold replies, as {@link CheckpointKeys#hourOf}; for any
   * thread.
   */
  NavigableSet<Integer> hours() {
    return hours;
  }

  @Override
  public @Nullable Entity entity(EntityKey key) {
    Entity cached = cache.find(key);
    if (cached != null) {
      hits++;
      return cached;
    }
    if (!known.mayContain(KeyFilter.hashOf(key))) {
      return null;
    }
    misses++;
    byte[] bytes = store.get(partition, CheckpointKeys.entity(partition, key));
    if (bytes == null) {
      return null;
    }
    Entity entity = decode(codec, bytes);
    cache.put(key, entity);
    return entity;
  }

  @Override
  public @Nullable RememberedReply reply(ReplyKey key) {
    if (!known.mayContain(KeyFilter.hashOf(key))) {
      return null;
    }
    // The newest first: an id that was used again after a day may stand in two hours.
    for (int hour : hours.descendingSet()) {
      byte[] bytes = store.get(partition, CheckpointKeys.reply(partition, hour, key));
      if (bytes != null) {
        return replyOf(key, bytes);
      }
    }
    return null;
  }

  /** The value of a reply row. */
  static byte[] valueOf(RememberedReply reply) {
    byte[] bytes = reply.bytes();
    return ByteBuffer.allocate(Long.BYTES + bytes.length)
        .putLong(reply.time().toEpochMilli())
        .put(bytes)
        .array();
  }

  static Instant timeOf(byte[] replyValue) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(replyValue).getLong());
  }

  private static RememberedReply replyOf(ReplyKey key, byte[] value) {
    return new RememberedReply(
        key, timeOf(value), Arrays.copyOfRange(value, Long.BYTES, value.length));
  }

  @Override
  public Collection<RememberedReply> replies() {
    Map<ReplyKey, RememberedReply> newest = new LinkedHashMap<>();
    store.scan(
        partition,
        CheckpointKeys.REPLY,
        (row, value) -> {
          ReplyKey key = CheckpointKeys.replyKeyOfRow(row);
          newest.remove(key); // The hours rise: this one is of a later day.
          newest.put(key, replyOf(key, value));
        });
    return newest.values().stream().sorted(Comparator.comparing(RememberedReply::time)).toList();
  }

  @Override
  public void forEachEntity(Consumer<Entity> visitor) {
    Codec<Entity> own = codecs.get(); // This may be another thread than that of the codec.
    store.scan(partition, CheckpointKeys.ENTITY, (_, value) -> visitor.accept(decode(own, value)));
  }

  @Override
  public void written(Map<EntityKey, EntityTable.Slot> changes) {
    changes.forEach(
        (key, slot) -> {
          if (slot.entity() == null) {
            cache.remove(key);
          } else {
            cache.put(key, slot.entity());
            known.add(KeyFilter.hashOf(key));
          }
        });
  }

  @Override
  public void repliesWritten(Set<ReplyKey> replies) {
    replies.forEach(key -> known.add(KeyFilter.hashOf(key)));
  }

  /** Entities that were found in memory so far. */
  long hits() {
    return hits;
  }

  /** Entities that were looked for in the database so far, found or not. */
  long misses() {
    return misses;
  }

  private Entity decode(Codec<Entity> by, byte[] bytes) {
    try {
      return by.decode(bytes);
    } catch (UndecodableException e) {
      throw store.distrust(partition, e);
    }
  }
}
