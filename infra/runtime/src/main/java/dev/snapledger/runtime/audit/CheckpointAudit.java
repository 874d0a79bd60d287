package dev.snapledger.runtime.audit;

import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.runtime.checkpoint.BadCheckpointException;
import dev.snapledger.runtime.checkpoint.Checkpoint;
import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.kafka.LogTopics;
import java.io.IOException;
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
  public Report run() throws IOException {
    LogTopics topics;
    try (Admin admin = Admin.create(connection.admin())) {
      topics = new LogEnds(admin).topics();
    }
    var store = new CheckpointStore(checkpoints, EntityCodec::new);
    var audit = new StateAudit(connection);
    var comparisons = new ArrayList<StateAudit.Comparison>();
    var damaged = new ArrayList<String>();
    for (int partition = 0; partition < topics.partitions(); partition++) {
      try {
        Checkpoint checkpoint = store.readStrictly(partition, topics.logId());
        if (checkpoint != null) {
          long end = checkpoint.position().nextEventOffset();
          comparisons.add(audit.compare(StateAudit.digestOf(checkpoint.state(), end)));
        }
      } catch (BadCheckpointException e) {
        damaged.add("checkpoint of partition %d: %s".formatted(partition, e.getMessage()));
      }
    }
    return new Report(comparisons, damaged);
  }
}
