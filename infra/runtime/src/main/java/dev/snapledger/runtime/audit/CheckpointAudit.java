package dev.snapledger.runtime.audit;

import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.runtime.checkpoint.Checkpoint;
import dev.snapledger.runtime.checkpoint.CheckpointFault;
import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.checkpoint.RocksCheckpointStore;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.StateDigest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/**
 * Compares the entity state that a node wrote to its checkpoints with the same rebuilt from the
 * events alone.
 */
public final class CheckpointAudit {
  private final KafkaConnection connection;
  private final Path checkpoints;

  /** Audits the checkpoints in a folder; no node may be writing there. */
  public CheckpointAudit(KafkaConnection connection, Path checkpoints) {
    this.connection = connection;
    this.checkpoints = checkpoints;
  }

  /**
   * What was found.
   *
   * @param comparisons of each partition that has a checkpoint, by number; one that has none,
   *     because its node was killed before the first, has no state but that in the log
   * @param damaged checkpoints that are there and cannot be trusted, with the reason; a node would
   *     do without them
   */
  public record Report(List<StateAudit.Comparison> comparisons, List<String> damaged) {
    public Report {
      comparisons = List.copyOf(comparisons);
      damaged = List.copyOf(damaged);
    }
  }

  /** Compares the checkpoints of all partitions. */
  public Report run() {
    LogTopics topics;
    try (Admin admin = Admin.create(connection.admin())) {
      topics = new LogEnds(admin).topics();
    }
    if (!RocksCheckpointStore.existsIn(checkpoints)) {
      return new Report(List.of(), List.of());
    }
    try (var store = RocksCheckpointStore.openForReading(checkpoints, EntityCodec::new)) {
      return compare(store, topics);
    } catch (CheckpointFault e) {
      return new Report(List.of(), List.of(String.valueOf(e.getMessage())));
    }
  }

  private Report compare(RocksCheckpointStore store, LogTopics topics) {
    var found = new ArrayList<StateDigest>();
    var damaged = new ArrayList<String>();
    for (int partition = 0; partition < topics.partitions(); partition++) {
      try {
        LogPosition at = store.positionOf(partition);
        Checkpoint checkpoint = store.read(partition, topics.logId());
        if (checkpoint != null) {
          long end = checkpoint.position().nextEventOffset();
          found.add(StateAudit.digestOf(checkpoint.state(), end));
        } else if (at != null) {
          damaged.add(
              "checkpoint of partition %d: expected log %s, but found %s"
                  .formatted(partition, topics.logId(), at.logId()));
        }
      } catch (CheckpointFault e) {
        damaged.add(String.valueOf(e.getMessage()));
      }
    }
    return new Report(new StateAudit(connection).compare(found), damaged);
  }
}
