package dev.snapledger.simulation.disk;

import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.runtime.checkpoint.Checkpoint;
import dev.snapledger.runtime.checkpoint.CheckpointFault;
import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.partition.EntityTable;
import dev.snapledger.runtime.partition.FrozenState;
import dev.snapledger.runtime.partition.PartitionState;
import dev.snapledger.runtime.partition.PartitionState.Progress;
import dev.snapledger.runtime.partition.RememberedReply;
import dev.snapledger.runtime.partition.ReplyKey;
import dev.snapledger.runtime.partition.StateBase;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one machine in memory, encoded, so that they outlive the process that wrote
 * them and share nothing with it. A damaged one is found at its next read, as by a checksum.
 */
public final class SimulatedCheckpoints implements CheckpointStore {
  private final Map<Integer, Rows> partitions = new TreeMap<>();
  private final Map<Integer, Base> bases = new HashMap<>();
  private final Set<Integer> damaged = new HashSet<>();
  private final EntityCodec codec = new EntityCodec();

  /** What is stored of one partition. */
  private static final class Rows {
    private final Map<EntityKey, byte[]> entities = new HashMap<>();
    private final Map<ReplyKey, RememberedReply> replies = new LinkedHashMap<>();
    private @Nullable LogPosition position;
    private Progress progress = Progress.NONE;
  }

  @Override
  public @Nullable Checkpoint read(int partition, String logId) {
    Rows rows = partitions.get(partition);
    LogPosition position = rows == null ? null : rows.position;
    if (rows == null || position == null || !position.logId().equals(logId)) {
      return null;
    }
    if (damaged.contains(partition)) {
      return null;
    }
    return new Checkpoint(
        new PartitionState(partition, over(partition, rows), rows.progress), position);
  }

  @Override
  public PartitionState fresh(int partition) {
    Rows rows = new Rows();
    partitions.put(partition, rows);
    damaged.remove(partition);
    return new PartitionState(partition, over(partition, rows), Progress.NONE);
  }

  private Base over(int partition, Rows rows) {
    Base base = new Base(partition, rows);
    bases.put(partition, base);
    return base;
  }

  @Override
  public void write(FrozenState state, LogPosition position) {
    Rows rows = partitions.get(state.partition());
    if (rows == null || bases.get(state.partition()) != state.base()) {
      throw new IllegalStateException(
          "expected the newest state of partition %d, but it was read anew since"
              .formatted(state.partition()));
    }
    state
        .changes()
        .forEach(
            (key, slot) -> {
              if (slot.entity() == null) {
                rows.entities.remove(key);
              } else {
                rows.entities.put(key, codec.encode(slot.entity()));
              }
            });
    state
        .replies()
        .forEach(
            reply -> {
              rows.replies.remove(reply.key());
              rows.replies.put(
                  reply.key(),
                  new RememberedReply(reply.key(), reply.time(), reply.bytes().clone()));
            });
    rows.position = position;
    rows.progress = state.progress();
  }

  /** Damages the checkpoint of a partition; gives what was done, null if there is none. */
  public @Nullable String damage(SplittableRandom chance) {
    if (partitions.isEmpty()) {
      return null;
    }
    int partition =
        partitions.keySet().stream()
            .skip(chance.nextInt(partitions.size()))
            .findFirst()
            .orElseThrow();
    damaged.add(partition);
    return "damaged the checkpoint of partition " + partition;
  }

  /** What a process had open is gone with it. */
  @Override
  public void close() {
    bases.clear();
  }

  private final class Base implements StateBase {
    private final int partition;
    private final Rows rows;

    Base(int partition, Rows rows) {
      this.partition = partition;
      this.rows = rows;
    }

    private void check() {
      if (damaged.contains(partition)) {
        throw new CheckpointFault(
            "expected to read the checkpoint of partition %d, but it is damaged"
                .formatted(partition),
            new IllegalStateException("damaged"));
      }
    }

    @Override
    public @Nullable Entity entity(EntityKey key) {
      check();
      byte[] bytes = rows.entities.get(key);
      return bytes == null ? null : decode(bytes);
    }

    private Entity decode(byte[] bytes) {
      try {
        return new EntityCodec().decode(bytes);
      } catch (UndecodableException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public @Nullable RememberedReply reply(ReplyKey key) {
      check();
      return rows.replies.get(key);
    }

    @Override
    public Collection<RememberedReply> replies() {
      return rows.replies.values();
    }

    @Override
    public void forEachEntity(Consumer<Entity> visitor) {
      check();
      rows.entities.values().forEach(bytes -> visitor.accept(decode(bytes)));
    }

    @Override
    public void written(Map<EntityKey, EntityTable.Slot> changes) {}
  }
}
