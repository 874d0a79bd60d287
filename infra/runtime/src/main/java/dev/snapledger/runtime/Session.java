package dev.snapledger.runtime;

import dev.snapledger.runtime.RuntimeHealth.PartitionState;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.BrokenInvariantException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership of the group, from joining to leaving or fencing: a consumer, a transactional
 * producer, and the partitions they own. For one thread, which must call {@link #step} again and
 * again.
 *
 * <p>At most one transaction is on its way, while the next round is decided in memory. It is
 * settled before a partition is given up, so that none is revoked under it: a batch is committed or
 * aborted by whoever owned its partition when it was read.
 */
final class Session implements ConsumerRebalanceListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** Longest wait for records, and so for a request to close. */
  static final Duration POLL_MAX = Duration.ofMillis(200);

  private final SessionParts parts;
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final Transaction transaction;
  private final Restoration restoration;
  private final SessionMeters meters;
  private final Map<Integer, OwnedPartition> owned = new TreeMap<>();
  private @Nullable Flight flight;
  private @Nullable RuntimeException failure;
  private boolean leaving;

  /** What a step did. */
  enum Step {
    /** A batch was committed. */
    COMMITTED,
    /** There was nothing to commit. */
    IDLE
  }

  private Session(
      SessionParts parts,
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      Restoration restoration) {
    this.parts = parts;
    this.consumer = consumer;
    this.producer = producer;
    this.transaction = new Transaction(producer);
    this.restoration = restoration;
    this.meters = new SessionMeters(parts.metrics());
  }

  /** Makes the clients of a session; all or none. */
  static Session open(SessionParts parts) {
    Consumer<byte[], byte[]> consumer = parts.clients().groupMember();
    try {
      Producer<byte[], byte[]> producer = parts.clients().transactionalProducer();
      try {
        return new Session(parts, consumer, producer, new Restoration(parts, consumer));
      } catch (KafkaException e) {
        producer.close(KafkaLogClients.CLOSE_MAX);
        throw e;
      }
    } catch (KafkaException e) {
      consumer.close(KafkaLogClients.closeOptions());
      throw e;
    }
  }

  /** Joins the group; what this node's last session left open is aborted before. */
  void join() {
    producer.initTransactions();
    restoration.open();
    consumer.subscribe(List.of(LogTopics.COMMANDS), this);
  }

  /**
   * Takes one round and commits it, or the one before it, and restores what is to be restored a
   * little further.
   *
   * @throws BatchAbortedException if a round was aborted and can be tried again
   * @throws SessionLostException if this session is of no use any more
   * @throws KafkaException as well
   */
  Step step() {
    boolean committed = checkpoint();
    ConsumerRecords<byte[], byte[]> records = poll();
    failLate(records);
    committed |= records.isEmpty() ? settle() : take(records);
    for (PartitionRestore restore : restoration.step(this::stop)) {
      run(restore);
    }
    meters.lag(consumer, owned.values());
    return committed ? Step.COMMITTED : Step.IDLE;
  }

  private boolean checkpoint() {
    if (!parts.checkpoints().due(owned.values())) {
      return false;
    }
    boolean committed = settle();
    parts.checkpoints().step(owned.values());
    return committed;
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    try {
      return consumer.poll(flight == null && restoration.idle() ? POLL_MAX : Duration.ZERO);
    } catch (OffsetOutOfRangeException e) {
      // Commands that nobody decided are gone; only a person can say what to do about them.
      e.offsetOutOfRangePartitions()
          .forEach(
              (log, offset) ->
                  stop(
                      new BrokenInvariantException(
                          log.partition(), offset, "expected a command, but the log lacks it", e)));
      return ConsumerRecords.empty();
    }
  }

  /** Fails by what failed in a call-back, which must not throw itself. */
  private void failLate(ConsumerRecords<byte[], byte[]> records) {
    RuntimeException late = failure;
    if (late != null) {
      failure = null;
      seekBack(records.partitions());
      throw late;
    }
  }

  /** Decides the records, and sends them on their way when the round before has arrived. */
  private boolean take(ConsumerRecords<byte[], byte[]> records) {
    Round round;
    try {
      round = decide(records);
    } catch (BrokenInvariantException e) {
      owned.values().forEach(OwnedPartition::rollbackOpen);
      boolean committed = settle();
      seekBack(records.partitions());
      stop(e);
      return committed;
    }
    settle();
    launch(round);
    if (round.late() || round.records() < parts.aheadRecordsMin()) {
      settle(); // To poll later gives a larger round, which is worth more than to decide early.
    }
    return true;
  }

  private Round decide(ConsumerRecords<byte[], byte[]> records) {
    List<Batch> batches = new ArrayList<>();
    for (TopicPartition log : records.partitions()) {
      OwnedPartition partition = owned.get(log.partition());
      if (partition == null) {
        throw new IllegalStateException("expected records of running partitions, but found " + log);
      }
      Batch batch = new Batch(partition, records.records(log), parts.tracing());
      batch.decide();
      batches.add(batch);
    }
    return new Round(batches, records.count());
  }

  private void launch(Round round) {
    round.seal();
    Map<TopicPartition, OffsetAndMetadata> offsets = round.offsets(parts.transactionalId());
    ConsumerGroupMetadata group = consumer.groupMetadata();
    flight =
        Flight.begin(
            round,
            () -> {
              var event = new BatchEvent();
              event.begin();
              round.write(producer, offsets, group);
              long committing = meters.nanos();
              transaction.commit();
              event.commitNanos = meters.committed(round.records(), committing);
              recorded(event, round);
            },
            parts.transactions());
  }

  private static void recorded(BatchEvent event, Round round) {
    if (event.shouldCommit()) {
      event.records = round.records();
      event.partitions = round.batches().size();
      event.commit();
    }
  }

  /**
   * Waits for the transaction on its way; false if there is none.
   *
   * @throws BatchAbortedException if it was aborted; everything decided since is forgotten too
   */
  private boolean settle() {
    Flight ended = flight;
    if (ended == null) {
      return false;
    }
    flight = null;
    try {
      ended.await();
    } catch (KafkaException | IllegalStateException e) {
      rollback(e);
      throw new BatchAbortedException(e);
    }
    ended.round().batches().forEach(this::committed);
    return true;
  }

  /** As {@link #settle}, for call-backs: the step in hand will fail instead. */
  private void settleInCallback() {
    try {
      settle();
    } catch (BatchAbortedException | SessionLostException e) {
      LOG.info("Giving up partitions: {}", e.toString());
      failure = e;
    }
  }

  private void committed(Batch batch) {
    batch.owned().commit(batch.end());
    meters.committed(batch);
    try {
      parts
          .listener()
          .committed(
              batch.owned().state().partition(),
              batch.owned().nextCommandOffset(),
              batch.owned().position().nextEventOffset());
    } catch (RuntimeException e) {
      // The batch is in the log, whatever a listener makes of it.
      LOG.warn("A listener failed", e);
    }
  }

  /** Back to what is committed, in memory, in the transaction, and in the consumer's position. */
  private void rollback(RuntimeException why) {
    meters.aborted();
    owned.values().forEach(OwnedPartition::rollback);
    transaction.abort(why);
    seekBack(owned.keySet().stream().map(LogTopics::commands).toList());
  }

  /** Lets the consumer read these logs again from the first record that is not committed. */
  private void seekBack(Collection<TopicPartition> logs) {
    for (TopicPartition log : logs) {
      OwnedPartition partition = owned.get(log.partition());
      if (partition != null) {
        consumer.seek(log, partition.nextCommandOffset());
      }
    }
  }

  private void run(PartitionRestore restore) {
    int partition = restore.partition();
    OwnedPartition restored = restoration.owned(restore);
    owned.put(partition, restored);
    TopicPartition log = LogTopics.commands(partition);
    consumer.seek(log, restored.nextCommandOffset());
    consumer.resume(List.of(log));
    meters.restored(partition, restore.events());
    parts.health().partition(partition, PartitionState.RUNNING, "");
    LOG.info(
        "Partition {} takes commands from offset {} on, {} events replayed",
        partition,
        restored.nextCommandOffset(),
        restore.events());
  }

  private void stop(BrokenInvariantException broken) {
    int partition = broken.partition();
    LOG.error("Partition {} stops: a broken invariant", partition, broken);
    owned.remove(partition);
    restoration.abandon(partition);
    meters.gone(partition);
    consumer.pause(List.of(LogTopics.commands(partition)));
    parts
        .health()
        .partition(partition, PartitionState.STOPPED, String.valueOf(broken.getMessage()));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    consumer.pause(assigned);
    for (TopicPartition log : assigned) {
      consumer.seek(log, 0); // A placeholder: nothing is fetched before the partition is restored.
      restoration.add(log.partition());
      meters.assigned(log.partition());
      parts.health().partition(log.partition(), PartitionState.RESTORING, "");
    }
    restoration.copyOthers(owned.keySet());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    release(revoked);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    release(lost);
  }

  private void release(Collection<TopicPartition> logs) {
    settleInCallback();
    for (TopicPartition log : logs) {
      LOG.info("Partition {} is released", log.partition());
      owned.remove(log.partition());
      restoration.abandon(log.partition());
      meters.gone(log.partition());
      parts.health().released(log.partition());
    }
    if (!leaving) { // The checkpoints that are written then must stay the newest.
      restoration.copyOthers(owned.keySet());
    }
  }

  /** Leaves the group, so that others can go on at once, and then writes checkpoints. */
  void leave() {
    leaving = true;
    try {
      settle();
    } catch (BatchAbortedException e) {
      LOG.info("Leaving a round to whoever comes next: {}", e.toString());
    }
    List<OwnedPartition> left = List.copyOf(owned.values());
    consumer.close(KafkaLogClients.closeOptions());
    parts.checkpoints().writeAll(left);
  }

  @Override
  public void close() {
    if (flight != null) { // Nobody waits for it: what it wrote is read from the log again.
      flight.cancel();
      flight = null;
    }
    consumer.close(KafkaLogClients.closeOptions());
    producer.close(KafkaLogClients.CLOSE_MAX);
    restoration.close();
    parts.health().read().partitions().keySet().forEach(meters::gone);
    parts.health().releasedAll();
  }
}
