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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private long hits;
  private long misses;

  StoredBase(
      RocksCheckpointStore store,
      int partition,
      Supplier<Codec<Entity>> codecs,
      EntityCache cache,
      KnownKeys known) {
    this.store = store;
    this.partition = partition;
    this.codecs = codecs;
    this.codec = codecs.get();
    this.cache = cache;
    this.known = known;
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
    byte[] bytes = store.get(partition, CheckpointKeys.reply(partition, key));
    return bytes == null ? null : replyOf(key, bytes);
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
    List<RememberedReply> replies = new ArrayList<>();
    store.scan(
        partition,
        CheckpointKeys.REPLY_TIME,
        (key, _) -> {
          ReplyKey replyKey = CheckpointKeys.replyKeyOf(key);
          byte[] bytes = store.get(partition, CheckpointKeys.reply(partition, replyKey));
          RememberedReply reply = bytes == null ? null : replyOf(replyKey, bytes);
          // An id that was used again after a day has two times; the reply is of the later one.
          if (reply != null && reply.time().toEpochMilli() == CheckpointKeys.timeMillisOf(key)) {
            replies.add(reply);
          }
        });
    return replies;
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
