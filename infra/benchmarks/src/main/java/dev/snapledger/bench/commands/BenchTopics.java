package dev.snapledger.bench.commands;

import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.topics.TopicLayout;
import dev.snapledger.runtime.topics.TopicProvisioner;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The ledger's topics, and those that the other contenders write. */
final class BenchTopics {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final List<String> OTHERS =
      List.of(
          "bench.plain.events",
          "bench.plain.replies",
          "bench.streams.events",
          "bench.streams.replies");

  private BenchTopics() {}

  static void make(String bootstrapServers, int partitions) {
    try (Admin admin = Admin.create(KafkaConnection.to(bootstrapServers).admin())) {
      new TopicProvisioner(admin, ANSWER_MAX)
          .provision(TopicLayout.singleNode().withPartitions(partitions));
      LogEnds.await(
          admin
              .createTopics(
                  OTHERS.stream().map(name -> new NewTopic(name, partitions, (short) 1)).toList())
              .all());
    }
  }
}
