package dev.snapledger.simulation.log;

import dev.snapledger.runtime.topics.SubscriptionKey;
import dev.snapledger.simulation.log.PartitionLog.Content;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in memory that does what the ledger relies on in Kafka, and no more: partitions with
 * append times, transactions with epochs and fencing, markers that take offsets and come late, a
 * last stable offset, offsets committed inside transactions, and one consumer group.
 *
 * <p>What it promises is what Kafka promises; within that, chance decides. For one thread.
 */
public final class SimulatedLog implements Transactions.Markers {
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private final InstantSource clock;
  private final int partitions;
  private final Map<TopicPartition, PartitionLog> logs = new TreeMap<>(ORDER);
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private final Transactions transactions;
  private final Group group;
  private final Consumer<TopicPartition> onStable;

  /**
   * An empty cluster; a partition is made when it is first used.
   *
   * @param onStable told whenever more of a log may be stable; must not throw
   */
  public SimulatedLog(
      InstantSource clock,
      SplittableRandom chance,
      int partitions,
      Fencing fencing,
      Consumer<TopicPartition> onStable) {
    this.clock = clock;
    this.partitions = partitions;
    this.onStable = onStable;
    this.transactions = new Transactions(clock, chance.split(), this, fencing);
    this.group = new Group(clock, chance.split(), partitions, fencing);
  }

  /** Number of partitions of each topic. */
  public int partitions() {
    return partitions;
  }

  /** Identity of a topic. */
  public Uuid topicId(String topic) {
    return new Uuid(1, topic.hashCode());
  }

  // ---- records ----

  /** Appends outside of transactions; gives where and at which offset. */
  public Appended append(ProducerRecord<byte[], byte[]> record) {
    TopicPartition log = logOf(record);
    long offset = at(log).append(contentOf(record), clock.millis());
    onStable.accept(log);
    return new Appended(log, offset);
  }

  /** Appends inside the producer's transaction, which begins by it if there is none. */
  public Appended append(ProducerRecord<byte[], byte[]> record, ProducerHandle producer) {
    TopicPartition log = logOf(record);
    transactions.add(producer, log);
    return new Appended(
        log, at(log).append(contentOf(record), clock.millis(), producer.producer()));
  }

  /** Where a record is. */
  public record Appended(TopicPartition log, long offset) {}

  private TopicPartition logOf(ProducerRecord<byte[], byte[]> record) {
    Integer chosen = record.partition();
    byte[] key = record.key();
    int partition =
        chosen != null ? chosen : key == null ? 0 : SubscriptionKey.partitionOf(key, partitions);
    return new TopicPartition(record.topic(), partition);
  }

  private static Content contentOf(ProducerRecord<byte[], byte[]> record) {
    return new Content(record.key(), record.value(), record.headers());
  }

  /** Committed records from {@code from} on. */
  public Fetched committed(TopicPartition log, long from, int max) {
    return at(log).committed(from, max);
  }

  /** Records from {@code from} on, committed or not. */
  public Fetched uncommitted(TopicPartition log, long from, int max) {
    return at(log).uncommitted(from, max);
  }

  /** One more than the offset of the newest record or marker. */
  public long highWatermark(TopicPartition log) {
    return at(log).highWatermark();
  }

  /** Up to where a reader of committed records gets. */
  public long stableEnd(TopicPartition log) {
    return at(log).stableEnd();
  }

  /** The first record at or after a time in milliseconds; null if there is none. */
  public @Nullable LogRecord since(TopicPartition log, long timestamp) {
    return at(log).since(timestamp);
  }

  private PartitionLog at(TopicPartition log) {
    return logs.computeIfAbsent(log, _ -> new PartitionLog());
  }

  // ---- transactions ----

  /** A producer introduces itself; older ones of that name are fenced. */
  public ProducerHandle init(String transactionalId) {
    return transactions.init(transactionalId);
  }

  /** Fences whoever has that name. */
  public void fence(String transactionalId) {
    transactions.fence(transactionalId);
  }

  /** Puts offsets of a group member into the producer's transaction. */
  public void addOffsets(
      ProducerHandle producer,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata member) {
    transactions.addOffsets(producer, Map.of());
    group.check(member);
    transactions.addOffsets(producer, offsets);
  }

  /** Ends the producer's transaction. */
  public void end(ProducerHandle producer, Ending ending) {
    transactions.end(producer, ending);
  }

  /** Ends it later, unless something else does before. */
  public void endLate(ProducerHandle producer, Ending ending) {
    transactions.endLate(producer, ending);
  }

  /** Whether transactions are open or markers to be written. */
  public boolean busy() {
    return transactions.busy();
  }

  @Override
  public void mark(TopicPartition log, long producer, Ending ending) {
    at(log).end(producer, clock.millis(), ending);
    onStable.accept(log);
  }

  @Override
  public void markOffsets(
      Map<TopicPartition, OffsetAndMetadata> offsets, long producer, Ending ending) {
    if (ending == Ending.COMMIT) {
      committed.putAll(offsets);
    }
  }

  // ---- group ----

  /** What the group committed of a log; null if nothing. */
  public @Nullable OffsetAndMetadata committedOffset(TopicPartition log) {
    return committed.get(log);
  }

  /** Whether a transaction covers the committed offset of a log. */
  public boolean offsetUnstable(TopicPartition log) {
    return transactions.offsetsOpen(log);
  }

  /** Joins as a static member; gives a member id. */
  public String join(String instanceId) {
    return group.join(instanceId);
  }

  /** Leaves for good. */
  public void leave(String instanceId, String memberId) {
    group.leave(instanceId, memberId);
  }

  /** Says that the member is alive. */
  public void heartbeat(String instanceId, String memberId) {
    group.heartbeat(instanceId, memberId);
  }

  /** Asks what to own; null while a rebalance waits for others. */
  public @Nullable Membership poll(String instanceId, String memberId, Set<Integer> owned) {
    Group.Assignment assignment = group.poll(instanceId, memberId, owned);
    return assignment == null
        ? null
        : new Membership(assignment.generation(), new TreeSet<>(assignment.partitions()));
  }

  /** Generation and partitions of a member. */
  public record Membership(int generation, Set<Integer> partitions) {}

  /** Says that partitions were given up and can be assigned anew. */
  public void rejoin() {
    group.rejoin();
  }

  /** Starts a rebalance that moves partitions about. */
  public void shuffle() {
    group.shuffle();
  }

  /** What happens by itself: markers, late requests, timeouts of transactions and members. */
  public void tick() {
    transactions.tick();
    group.tick();
  }
}
