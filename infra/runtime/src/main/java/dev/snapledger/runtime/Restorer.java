package dev.snapledger.runtime;

import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.partition.BrokenInvariantException;
import dev.snapledger.runtime.partition.PartitionState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions back from the log, a step at a time, so that the loop keeps its place in the
 * group meanwhile. For one thread.
 */
final class Restorer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);

  /** Steps without any progress after which the last owner's open transaction is ended for it. */
  static final int STALLED_STEPS_MAX = 20;

  private static final Duration STEP = Duration.ofMillis(50);

  private final Consumer<byte[], byte[]> reader;
  private final Admin admin;
  private final String ownTransactionalId;
  private final BiConsumer<PartitionState, LogPosition> spill;
  private final Map<Integer, PartitionRestore> events = new HashMap<>();
  private final Map<Integer, PartitionRestore> replies = new HashMap<>();
  private int stalledSteps;

  /**
   * A restorer of nothing yet.
   *
   * @param spill takes a state that grows and the position it is at, between two records
   */
  Restorer(
      Consumer<byte[], byte[]> reader,
      Admin admin,
      String ownTransactionalId,
      BiConsumer<PartitionState, LogPosition> spill) {
    this.spill = spill;
    this.reader = reader;
    this.admin = admin;
    this.ownTransactionalId = ownTransactionalId;
  }

  boolean restores(int partition) {
    return events.containsKey(partition) || replies.containsKey(partition);
  }

  boolean idle() {
    return events.isEmpty() && replies.isEmpty();
  }

  void begin(PartitionRestore restore) {
    events.put(restore.partition(), restore);
    assign();
    reader.seek(restore.eventLog(), restore.from().nextEventOffset());
  }

  void abandon(int partition) {
    int before = stage();
    events.remove(partition);
    replies.remove(partition);
    if (stage() != before) {
      assign();
    }
  }

  /**
   * Replays what is at hand and gives the partitions that are at their log's end.
   *
   * @param onBroken told about each partition that cannot be restored; it is abandoned
   */
  List<PartitionRestore> step(java.util.function.Consumer<BrokenInvariantException> onBroken) {
    if (idle()) {
      return List.of();
    }
    var records = reader.poll(STEP);
    for (TopicPartition log : records.partitions()) {
      try {
        replay(log.partition(), records.records(log));
      } catch (BrokenInvariantException e) {
        abandon(log.partition());
        onBroken.accept(e);
      }
    }
    int before = events.size() + 2 * replies.size();
    List.copyOf(events.values()).stream().filter(this::eventsDone).forEach(this::readReplies);
    List<PartitionRestore> done = replies.values().stream().filter(this::repliesDone).toList();
    done.forEach(restore -> replies.remove(restore.partition()));
    boolean moved = !records.isEmpty() || !done.isEmpty() || before != stage();
    stalledSteps = moved ? 0 : stalledSteps + 1;
    if (!done.isEmpty()) {
      assign();
    } else if (stalledSteps > 0 && stalledSteps % STALLED_STEPS_MAX == 0) {
      fenceLastOwners();
    }
    return done;
  }

  private int stage() {
    return events.size() + 2 * replies.size();
  }

  private void replay(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
    PartitionRestore restore = events.get(partition);
    if (restore == null) {
      restore = replies.get(partition);
    }
    if (restore != null) {
      records.forEach(restore::replay);
      spill.accept(restore.state(), restore.position());
    }
  }

  private boolean eventsDone(PartitionRestore restore) {
    return reader.position(restore.eventLog()) >= restore.targets().nextEventOffset();
  }

  private boolean repliesDone(PartitionRestore restore) {
    return reader.position(restore.replyLog()) >= restore.targets().nextReplyOffset();
  }

  private void readReplies(PartitionRestore restore) {
    events.remove(restore.partition());
    replies.put(restore.partition(), restore);
    assign();
    reader.seek(restore.replyLog(), firstReply(restore));
  }

  private long firstReply(PartitionRestore restore) {
    Instant since = restore.repliesSince();
    if (since == null) {
      return restore.from().nextReplyOffset();
    }
    OffsetAndTimestamp first =
        reader
            .offsetsForTimes(Map.of(restore.replyLog(), Math.max(0, since.toEpochMilli())))
            .get(restore.replyLog());
    return first == null ? restore.targets().nextReplyOffset() : first.offset();
  }

  /** The assignment is kept as a whole; positions of partitions that stay are kept by Kafka. */
  private void assign() {
    List<TopicPartition> partitions = new ArrayList<>();
    events.values().forEach(restore -> partitions.add(restore.eventLog()));
    replies.values().forEach(restore -> partitions.add(restore.replyLog()));
    reader.assign(partitions);
  }

  private void fenceLastOwners() {
    List<PartitionRestore> stalled = new ArrayList<>(events.values());
    stalled.addAll(replies.values());
    for (PartitionRestore restore : stalled) {
      fence(restore.partition(), restore.targets().owner());
    }
  }

  /**
   * A node that died or sleeps may have left a transaction open, behind which nobody can read.
   * Bumping its epoch ends that transaction at once and safely: if it wakes up, it is fenced.
   *
   * @param owner transactional id of the last owner of the partition; empty when unknown
   */
  void fence(int partition, String owner) {
    if (!owner.isEmpty() && !owner.equals(ownTransactionalId)) {
      LOG.warn("Partition {}: ending the open transaction of {}", partition, owner);
      LogEnds.await(admin.fenceProducers(Set.of(owner)).all());
    }
  }

  @Override
  public void close() {
    reader.close(KafkaLogClients.closeOptions());
  }
}
