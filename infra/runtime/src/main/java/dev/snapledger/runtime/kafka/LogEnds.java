package dev.snapledger.runtime.kafka;

import dev.snapledger.runtime.topics.Patience;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Questions to the cluster about its logs. Each blocks for a bounded time; a cluster that does not
 * answer is asked {@link Patience#ASKED_MAX} times.
 */
public final class LogEnds {
  private final Admin admin;

  /** Asks through {@code admin}, which stays the caller's to close. */
  public LogEnds(Admin admin) {
    this.admin = admin;
  }

  /**
   * The high watermarks: one more than the offset of the newest replicated record, of whatever
   * transaction. A read_committed reader gets there once no transaction is open.
   */
  public Map<TopicPartition, Long> highWatermarks(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
  }

  /** The last stable offsets: how far a read_committed reader gets at once. */
  public Map<TopicPartition, Long> stableEnds(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
  }

  /** The offsets of the oldest records that are still there. */
  public Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
  }

  /**
   * The topics as they are.
   *
   * @throws KafkaException if one is missing
   * @throws IllegalStateException if their numbers of partitions differ
   */
  public LogTopics topics() {
    Map<String, TopicDescription> found =
        patiently(
            () ->
                admin
                    .describeTopics(
                        List.of(LogTopics.COMMANDS, LogTopics.EVENTS, LogTopics.REPLIES))
                    .allTopicNames());
    Map<String, Integer> partitions = new HashMap<>();
    found.forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    if (Map.copyOf(partitions).values().stream().distinct().count() != 1) {
      throw new IllegalStateException(
          "expected as many partitions in each of the ledger's topics, but found " + partitions);
    }
    TopicDescription events = found.get(LogTopics.EVENTS);
    if (events == null) {
      throw new IllegalStateException("expected topic " + LogTopics.EVENTS + ", but found none");
    }
    return new LogTopics(events.topicId().toString(), events.partitions().size());
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(p -> asked.put(p, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    patiently(() -> admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private static <T> T patiently(Supplier<KafkaFuture<T>> question) {
    return Patience.ask(() -> await(question.get()), Patience::isSilence);
  }

  /** What a future of the admin client becomes; its errors as Kafka's own unchecked ones. */
  public static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(2L * KafkaConnection.BLOCK_MILLIS_MAX, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException k ? k : new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException(e);
    } catch (InterruptedException e) {
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }
}
