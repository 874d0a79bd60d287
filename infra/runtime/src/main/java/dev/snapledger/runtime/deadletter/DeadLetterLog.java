package dev.snapledger.runtime.deadletter;

import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the dead-letter topic. For one thread. */
public final class DeadLetterLog implements AutoCloseable {
  private static final Duration POLL_MAX = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Connects; the first question finds out whether the cluster is there. */
  public DeadLetterLog(KafkaConnection connection) {
    Map<String, Object> config = connection.consumer();
    config.put("max.poll.records", 500);
    this.consumer = new KafkaConsumer<>(config);
  }

  /**
   * Gives all that are committed now, partition by partition, in order.
   *
   * @throws IllegalArgumentException at a record that is not a dead letter
   */
  public void forEach(Consumer<DeadLetter> visitor) {
    List<TopicPartition> logs = new ArrayList<>();
    consumer
        .partitionsFor(LogTopics.DEAD_LETTERS)
        .forEach(p -> logs.add(new TopicPartition(p.topic(), p.partition())));
    logs.sort((a, b) -> Integer.compare(a.partition(), b.partition()));
    consumer.assign(logs);
    consumer.pause(logs);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(logs);
    Map<TopicPartition, Long> ends = consumer.endOffsets(logs);
    begins.forEach(consumer::seek); // One without a position would fail every poll.
    for (TopicPartition log : logs) {
      read(log, begins.getOrDefault(log, 0L), ends.getOrDefault(log, 0L), visitor);
    }
  }

  private void read(TopicPartition log, long from, long to, Consumer<DeadLetter> visitor) {
    consumer.seek(log, from);
    consumer.resume(Set.of(log));
    while (consumer.position(log) < to) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_MAX)) {
        if (record.offset() < to) {
          visitor.accept(DeadLetter.of(record));
        }
      }
    }
    consumer.pause(Set.of(log));
  }

  /** The one at a place; null when there is none. */
  public @Nullable DeadLetter find(LogPlace place) {
    TopicPartition log = new TopicPartition(LogTopics.DEAD_LETTERS, place.partition());
    boolean known =
        consumer.partitionsFor(LogTopics.DEAD_LETTERS).stream()
            .anyMatch(p -> p.partition() == place.partition());
    if (!known) {
      return null;
    }
    consumer.assign(Set.of(log));
    if (place.offset() >= consumer.endOffsets(Set.of(log)).getOrDefault(log, 0L)
        || place.offset() < consumer.beginningOffsets(Set.of(log)).getOrDefault(log, 0L)) {
      return null;
    }
    List<DeadLetter> found = new ArrayList<>();
    read(log, place.offset(), place.offset() + 1, found::add);
    return found.isEmpty() ? null : found.getFirst();
  }

  @Override
  public void close() {
    consumer.close(KafkaLogClients.closeOptions());
  }
}
