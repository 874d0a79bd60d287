package dev.snapledger.simulation.client;

import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.simulation.log.SimulatedLog;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.FenceProducersResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.internals.CoordinatorKey;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.utils.ProducerIdAndEpoch;
import org.jspecify.annotations.Nullable;

/** An admin client. The methods are those of Kafka's interface. */
final class Cluster {
  private final SimulatedLog log;
  private final @Nullable IsolationLevel forced;

  /**
   * An admin client.
   *
   * @param forced isolation to answer with, whatever was asked for, which is a planted bug; null
   *     for what was asked for
   */
  Cluster(SimulatedLog log, @Nullable IsolationLevel forced) {
    this.log = log;
    this.forced = forced;
  }

  private static final class Topics extends DescribeTopicsResult {
    @SuppressWarnings("NullAway") // Kafka's constructor takes one of the two.
    Topics(Map<String, KafkaFuture<TopicDescription>> byName) {
      super(null, byName);
    }
  }

  public DescribeTopicsResult describeTopics(Collection<String> names) {
    Map<String, KafkaFuture<TopicDescription>> found = new HashMap<>();
    Node broker = new Node(0, "simulated", 1);
    for (String name : names) {
      List<TopicPartitionInfo> partitions = new ArrayList<>();
      for (int i = 0; i < log.partitions(); i++) {
        partitions.add(new TopicPartitionInfo(i, broker, List.of(broker), List.of(broker)));
      }
      found.put(
          name,
          KafkaFuture.completedFuture(
              new TopicDescription(name, false, partitions, Set.of(), log.topicId(name))));
    }
    return new Topics(found);
  }

  public ListOffsetsResult listOffsets(
      Map<TopicPartition, OffsetSpec> asked, ListOffsetsOptions options) {
    IsolationLevel isolation = forced == null ? options.isolationLevel() : forced;
    Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> offsets = new HashMap<>();
    asked.forEach(
        (partition, spec) ->
            offsets.put(
                partition,
                KafkaFuture.completedFuture(
                    new ListOffsetsResultInfo(
                        offset(partition, spec, isolation), -1, Optional.empty()))));
    return new ListOffsetsResult(offsets);
  }

  private long offset(TopicPartition partition, OffsetSpec spec, IsolationLevel isolation) {
    if (spec instanceof OffsetSpec.EarliestSpec) {
      return 0;
    }
    return isolation == IsolationLevel.READ_COMMITTED
        ? log.stableEnd(partition)
        : log.highWatermark(partition);
  }

  public FenceProducersResult fenceProducers(Collection<String> transactionalIds) {
    Map<CoordinatorKey, KafkaFuture<ProducerIdAndEpoch>> fenced = new HashMap<>();
    for (String id : transactionalIds) {
      log.fence(id);
      fenced.put(
          CoordinatorKey.byTransactionalId(id),
          KafkaFuture.completedFuture(ProducerIdAndEpoch.NONE));
    }
    return construct(FenceProducersResult.class, Collections.unmodifiableMap(fenced));
  }

  /** Kafka keeps the constructors to itself. */
  private static <T> T construct(Class<T> type, Map<CoordinatorKey, ?> results) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(Map.class);
      constructor.setAccessible(true);
      return constructor.newInstance(results);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("expected the constructor of Kafka 4.3", e);
    }
  }

  /** The settled offsets, whatever an open transaction will make of them. */
  public ListConsumerGroupOffsetsResult listConsumerGroupOffsets(String groupId) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (int partition = 0; partition < log.partitions(); partition++) {
      TopicPartition commands = LogTopics.commands(partition);
      OffsetAndMetadata offset = log.committedOffset(commands);
      if (offset != null) {
        offsets.put(commands, offset);
      }
    }
    return construct(
        ListConsumerGroupOffsetsResult.class,
        Map.of(CoordinatorKey.byGroupId(groupId), KafkaFuture.completedFuture(offsets)));
  }

  /** Nothing is to be released. */
  public void close(Duration timeout) {}
}
