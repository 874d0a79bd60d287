package dev.snapledger.runtime.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.entity.FamilyKey;
import dev.snapledger.commands.entity.FullSnapshotKey;
import dev.snapledger.commands.entity.NameKey;
import dev.snapledger.commands.entity.PolicyKey;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.runtime.partition.ReplyKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Keys of the checkpoint database. All numbers are big-endian, so that the rows of a partition are
 * one run of keys in each kind, and the times of replies rise.
 *
 * <pre>
 *   "f"                                                            version of the format, 4 bytes
 *   "m" partition:2                                                progress: {@link CheckpointMeta}
 *   "e" partition:2 subscription:16 "F" family:16                  entity, in its state schema
 *   "e" partition:2 subscription:16 "S" snapshot:16                entity
 *   "e" partition:2 subscription:16 "N" "D"|"S" group 00 name      entity; names in lower case
 *   "e" partition:2 subscription:16 "P"                            entity
 *   "r" partition:2 hour:4 command:16 subscription:16              time:8, reply record
 * </pre>
 */
final class CheckpointKeys {
  static final byte META = 'm';
  static final byte ENTITY = 'e';
  static final byte REPLY = 'r';

  private static final int PREFIX_BYTES = 1 + Short.BYTES;
  private static final int UUID_BYTES = 16;
  private static final int REPLY_KEY_BYTES = 2 * UUID_BYTES;
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private CheckpointKeys() {}

  static byte[] format() {
    return new byte[] {'f'};
  }

  /** The first key of a partition's rows of one kind, and the only one of its progress. */
  static byte[] prefix(byte kind, int partition) {
    return ByteBuffer.allocate(PREFIX_BYTES).put(kind).putShort((short) partition).array();
  }

  /** The first key behind a partition's rows of one kind. */
  static byte[] end(byte kind, int partition) {
    return partition == 0xFFFF ? new byte[] {(byte) (kind + 1)} : prefix(kind, partition + 1);
  }

  static byte[] entity(int partition, EntityKey key) {
    return switch (key) {
      case FamilyKey k -> entity(partition, k, 'F', k.familyId().value());
      case FullSnapshotKey k -> entity(partition, k, 'S', k.snapshotId().value());
      case PolicyKey k -> entity(partition, k.subscriptionId(), 1).put((byte) 'P').array();
      case NameKey k -> name(partition, k);
    };
  }

  private static byte[] entity(int partition, EntityKey key, char kind, UUID id) {
    return put(entity(partition, key.subscriptionId(), 1 + UUID_BYTES).put((byte) kind), id)
        .array();
  }

  private static byte[] name(int partition, NameKey key) {
    byte[] group = key.resourceGroup().getBytes(UTF_8);
    byte[] name = key.name().getBytes(UTF_8);
    char type =
        switch (key.type()) {
          case DISK -> 'D';
          case SNAPSHOT -> 'S';
        };
    return entity(partition, key.subscriptionId(), 3 + group.length + name.length)
        .put((byte) 'N')
        .put((byte) type)
        .put(group)
        .put((byte) 0)
        .put(name)
        .array();
  }

  private static ByteBuffer entity(int partition, SubscriptionId subscription, int more) {
    ByteBuffer key = ByteBuffer.allocate(PREFIX_BYTES + UUID_BYTES + more);
    return put(key.put(ENTITY).putShort((short) partition), subscription.value());
  }

  /** The entity that a row of {@link #entity} is about. */
  static EntityKey entityKeyOf(byte[] row) {
    ByteBuffer in = ByteBuffer.wrap(row).position(PREFIX_BYTES);
    SubscriptionId subscription = new SubscriptionId(uuid(in));
    return switch (in.get()) {
      case 'F' -> new FamilyKey(subscription, new FamilyId(uuid(in)));
      case 'S' -> new FullSnapshotKey(subscription, new SnapshotId(uuid(in)));
      case 'P' -> new PolicyKey(subscription);
      case 'N' -> nameKey(subscription, row, in.position());
      default ->
          throw new IllegalArgumentException(
              "expected F, S, P or N, but found " + HexFormat.of().formatHex(row));
    };
  }

  private static NameKey nameKey(SubscriptionId subscription, byte[] row, int at) {
    ResourceType type = row[at] == 'D' ? ResourceType.DISK : ResourceType.SNAPSHOT;
    int end = at + 1;
    while (row[end] != 0) {
      end++;
    }
    String group = new String(row, at + 1, end - at - 1, UTF_8);
    String name = new String(row, end + 1, row.length - end - 1, UTF_8);
    return new NameKey(subscription, group, type, name);
  }

  private static UUID uuid(ByteBuffer in) {
    return new UUID(in.getLong(), in.getLong());
  }

  /**
   * A reply's row.
   *
   * @param hour {@link #hourOf} its time
   */
  static byte[] reply(int partition, int hour, ReplyKey key) {
    return put(replies(partition, hour, REPLY_KEY_BYTES), key).array();
  }

  /** The first key of the replies of an hour, and the first behind those of the hour before. */
  static byte[] replies(int partition, int hour) {
    return replies(partition, hour, 0).array();
  }

  private static ByteBuffer replies(int partition, int hour, int more) {
    return ByteBuffer.allocate(PREFIX_BYTES + Integer.BYTES + more)
        .put(REPLY)
        .putShort((short) partition)
        .putInt(hour);
  }

  /** The hour that a time is in, counted from 1970. */
  static int hourOf(Instant time) {
    return Math.toIntExact(Math.floorDiv(time.toEpochMilli(), HOUR_MILLIS));
  }

  /** The hour of a row of {@link #reply}. */
  static int hourOfRow(byte[] replyRow) {
    return ByteBuffer.wrap(replyRow).getInt(PREFIX_BYTES);
  }

  /** Whose reply a row of {@link #reply} is. */
  static ReplyKey replyKeyOfRow(byte[] replyRow) {
    ByteBuffer ids = ByteBuffer.wrap(replyRow).position(PREFIX_BYTES + Integer.BYTES);
    return new ReplyKey(ids.getLong(), ids.getLong(), ids.getLong(), ids.getLong());
  }

  private static ByteBuffer put(ByteBuffer into, ReplyKey key) {
    return into.putLong(key.commandHigh())
        .putLong(key.commandLow())
        .putLong(key.ownerHigh())
        .putLong(key.ownerLow());
  }

  private static ByteBuffer put(ByteBuffer into, UUID id) {
    return into.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }
}
