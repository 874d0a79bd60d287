package dev.snapledger.bench.contender;

import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.kafka.LogTopics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * What every contender finds.
 *
 * @param bootstrapServers the one broker of the run
 * @param folder folder of the run
 * @param partitions partitions of each topic
 */
record Setup(String bootstrapServers, Path folder, int partitions) {
  /** A closed gate holds a member longer than Kafka would wait for it by default. */
  private static final String POLL_INTERVAL_MILLIS_MAX = "7200000";

  KafkaConnection connection() {
    return new KafkaConnection(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "consumer.max.poll.interval.ms",
            POLL_INTERVAL_MILLIS_MAX));
  }

  /** Clients made as the product makes them, for a group of its own. */
  KafkaLogClients clients(String group) {
    return new KafkaLogClients(connection(), group, "bench");
  }

  /** All partitions of a topic, by number. */
  List<TopicPartition> partitionsOf(String topic) {
    return IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
  }

  /** Up to where all partitions of the event topic are written. */
  Map<TopicPartition, Long> eventEnds() {
    return ends(LogTopics.EVENTS);
  }

  /** High watermarks of all partitions of a topic. */
  Map<TopicPartition, Long> ends(String topic) {
    try (Admin admin = Admin.create(connection().admin())) {
      return new LogEnds(admin).highWatermarks(partitionsOf(topic));
    }
  }
}
