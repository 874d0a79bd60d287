package dev.snapledger.runtime;

import dev.snapledger.runtime.checkpoint.Checkpoint;
import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.BrokenInvariantException;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.partition.PartitionState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of a session that do not take commands yet: finds out from where to where each is
 * to be restored, and leads it there. For one thread.
 */
final class Restoration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

  /**
   * Longest wait at a time for a committed offset that another node's open transaction covers;
   * short, because partitions that run already wait meanwhile, too.
   */
  private static final Duration COMMITTED_MAX = Duration.ofMillis(200);

  /** Waits in a row after which the last owner's open transaction is ended for it. */
  static final int UNSETTLED_WAITS_MAX = 2;

  private final SessionParts parts;
  private final Consumer<byte[], byte[]> group;
  private final Admin admin;
  private final LogEnds ends;
  private final Restorer restorer;
  private final Set<Integer> waiting = new TreeSet<>();
  private final Map<Integer, Integer> unsettledWaits = new HashMap<>();
  private @Nullable LogTopics topics;

  Restoration(SessionParts parts, Consumer<byte[], byte[]> group) {
    this.parts = parts;
    this.group = group;
    Consumer<byte[], byte[]> reader = parts.clients().reader();
    try {
      this.admin = parts.clients().admin();
    } catch (KafkaException e) {
      reader.close(KafkaLogClients.closeOptions());
      throw e;
    }
    this.ends = new LogEnds(admin);
    this.restorer =
        new Restorer(reader, admin, parts.transactionalId(), parts.checkpoints()::spill);
  }

  /** Looks at the topics; everything else needs them. */
  void open() {
    topics = ends.topics();
  }

  void add(int partition) {
    waiting.add(partition);
    unsettledWaits.remove(partition);
  }

  void abandon(int partition) {
    waiting.remove(partition);
    unsettledWaits.remove(partition);
    restorer.abandon(partition);
  }

  boolean idle() {
    return waiting.isEmpty() && restorer.idle();
  }

  /** Goes a little further; gives the partitions that are at the end of their logs. */
  List<PartitionRestore> step(java.util.function.Consumer<BrokenInvariantException> onBroken) {
    for (int partition : List.copyOf(waiting)) {
      try {
        begin(partition);
      } catch (TimeoutException e) {
        LOG.info("Partition {} waits for its committed offset: {}", partition, e.getMessage());
      } catch (BrokenInvariantException e) {
        onBroken.accept(e);
      }
    }
    return restorer.step(onBroken);
  }

  /** Lets this node copy all partitions but those that it owns or restores. */
  void copyOthers(Collection<Integer> owned) {
    if (topics == null) {
      return;
    }
    Set<Integer> others = new TreeSet<>();
    for (int partition = 0; partition < topics.partitions(); partition++) {
      if (!owned.contains(partition)
          && !waiting.contains(partition)
          && !restorer.restores(partition)) {
        others.add(partition);
      }
    }
    parts.checkpoints().settle();
    parts.standby().follow(others, topics.logId());
  }

  /** The partition, ready to take commands, once it is restored. */
  OwnedPartition owned(PartitionRestore restore) {
    LogTopics now = topics();
    PartitionProcessor processor =
        new PartitionProcessor(restore.state(), parts.codecs(), now::partitionOf, parts.engines());
    LogPosition end =
        new LogPosition(
            now.logId(), restore.targets().nextEventOffset(), restore.targets().nextReplyOffset());
    return new OwnedPartition(processor, end, restore.nextCommandOffset());
  }

  private void begin(int partition) {
    // The order matters: the log's end must be read after the group's offset.
    TopicPartition commands = LogTopics.commands(partition);
    OffsetAndMetadata committed = committed(commands);
    TopicPartition events = LogTopics.events(partition);
    TopicPartition replies = LogTopics.replies(partition);
    Map<TopicPartition, Long> begins = ends.begins(List.of(commands, events, replies));
    Map<TopicPartition, Long> highs = ends.highWatermarks(List.of(events, replies));
    PartitionRestore.Targets targets =
        new PartitionRestore.Targets(
            at(highs, events),
            at(highs, replies),
            committed == null ? at(begins, commands) : committed.offset(),
            committed == null ? "" : committed.metadata());
    Checkpoint checkpoint = trusted(partition, targets);
    PartitionState state = checkpoint == null ? parts.store().fresh(partition) : checkpoint.state();
    long firstEvent = checkpoint == null ? 0 : checkpoint.position().nextEventOffset();
    long firstReply = checkpoint == null ? 0 : checkpoint.position().nextReplyOffset();
    if (at(begins, events) > firstEvent) {
      throw new BrokenInvariantException(
          partition,
          firstEvent,
          "expected all events from here on, but the log begins at " + at(begins, events));
    }
    LogPosition from =
        new LogPosition(topics().logId(), firstEvent, Math.max(firstReply, at(begins, replies)));
    restorer.begin(new PartitionRestore(state, parts.codecs(), from, checkpoint != null, targets));
    waiting.remove(partition);
    unsettledWaits.remove(partition);
  }

  private @Nullable OffsetAndMetadata committed(TopicPartition commands) {
    try {
      return group.committed(Set.of(commands), COMMITTED_MAX).get(commands);
    } catch (TimeoutException e) {
      if (unsettledWaits.merge(commands.partition(), 1, Integer::sum) % UNSETTLED_WAITS_MAX == 0) {
        fenceLastOwner(commands);
      }
      throw e;
    }
  }

  /**
   * A node that died or sleeps between handing its offsets to a transaction and the end of its
   * commit leaves them unsettled until that transaction is ended. Who it was is in the metadata of
   * the settled offset before, as nodes keep their partitions for long.
   */
  private void fenceLastOwner(TopicPartition commands) {
    String groupId = group.groupMetadata().groupId();
    OffsetAndMetadata settled =
        LogEnds.await(admin.listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata())
            .get(commands);
    if (settled != null) {
      restorer.fence(commands.partition(), settled.metadata());
    }
  }

  /** A checkpoint beyond the log's end is of a log that lost its end since. */
  private @Nullable Checkpoint trusted(int partition, PartitionRestore.Targets targets) {
    parts.checkpoints().settle(); // A late one of an earlier state must not change this one.
    Checkpoint found = parts.standby().take(partition);
    if (found == null) {
      found = parts.store().read(partition, topics().logId());
    }
    if (found != null
        && (found.position().nextEventOffset() > targets.nextEventOffset()
            || found.position().nextReplyOffset() > targets.nextReplyOffset())) {
      LOG.warn(
          "Discarding the checkpoint of partition {}: expected a log up to {}, but found {}",
          partition,
          found.position(),
          targets);
      return null;
    }
    return found;
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return offsets.getOrDefault(partition, 0L);
  }

  private LogTopics topics() {
    if (topics == null) {
      throw new IllegalStateException("expected open() before anything else");
    }
    return topics;
  }

  @Override
  public void close() {
    restorer.close();
    admin.close(KafkaLogClients.CLOSE_MAX);
  }
}
