package dev.snapledger.faults.run;

import dev.snapledger.broker.LocalCluster;
import dev.snapledger.runtime.RuntimeSettings;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.topics.TopicLayout;
import dev.snapledger.runtime.topics.TopicProvisioner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The cluster of a run, and questions to it. For one thread. */
final class Brokers implements AutoCloseable {
  private static final String GROUP = RuntimeSettings.DEFAULT_GROUP_ID;

  private final LocalCluster cluster;
  private final Admin admin;
  private final int partitions;

  private Brokers(LocalCluster cluster, int partitions) {
    this.cluster = cluster;
    this.partitions = partitions;
    this.admin = Admin.create(connection().admin());
  }

  /** Starts a cluster and makes the ledger's topics, with a copy on each broker. */
  static Brokers start(Path folder, int partitions) {
    Brokers brokers = new Brokers(LocalCluster.start(folder, Map.of()), partitions);
    try {
      new TopicProvisioner(brokers.admin, Duration.ofMinutes(1))
          .provision(TopicLayout.replicated().withPartitions(partitions));
      return brokers;
    } catch (RuntimeException e) {
      brokers.close();
      throw e;
    }
  }

  KafkaConnection connection() {
    return KafkaConnection.to(cluster.bootstrapServers());
  }

  String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  /** The broker that leads a partition of the events. */
  int leaderOfEvents(int partition) {
    TopicDescription events = describe(List.of(LogTopics.EVENTS)).get(LogTopics.EVENTS);
    if (events == null) {
      throw new KafkaException("expected topic " + LogTopics.EVENTS + ", but found none");
    }
    return events.partitions().get(partition).leader().id();
  }

  /** The broker that coordinates the group of the members. */
  int coordinator() {
    return LogEnds.await(admin.describeConsumerGroups(List.of(GROUP)).all()).values().stream()
        .findFirst()
        .orElseThrow()
        .coordinator()
        .id();
  }

  void kill(int node) {
    cluster.kill(node);
  }

  void restart(int node) throws IOException {
    cluster.restart(node);
  }

  /**
   * Whether every broker serves, and has all that is acknowledged, of all topics; Kafka's own
   * included.
   *
   * @throws KafkaException if a broker ended that nobody killed
   */
  boolean inSync() {
    for (int node = 1; node <= LocalCluster.BROKERS; node++) {
      if (!cluster.isAlive(node)) {
        throw new KafkaException(
            "expected broker %d to serve, but it ended%s"
                .formatted(node, cluster.lastLogLines(node)));
      }
      if (!cluster.isServing(node)) {
        return false; // Nobody else need have noticed yet.
      }
    }
    try {
      var names =
          LogEnds.await(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
      return describe(List.copyOf(names)).values().stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(one -> one.isr().size() == LocalCluster.BROKERS && leads(one.leader()));
    } catch (KafkaException _) {
      return false; // Not even able to tell.
    }
  }

  private static boolean leads(@Nullable Node leader) {
    return leader != null && !leader.isEmpty();
  }

  private Map<String, TopicDescription> describe(List<String> names) {
    return LogEnds.await(admin.describeTopics(names).allTopicNames());
  }

  /** Commands that are in the log and not decided yet. */
  long undecided() {
    List<TopicPartition> logs =
        IntStream.range(0, partitions).mapToObj(LogTopics::commands).toList();
    Map<TopicPartition, Long> ends = new LogEnds(admin).highWatermarks(logs);
    Map<TopicPartition, OffsetAndMetadata> committed =
        LogEnds.await(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata(GROUP));
    long undecided = 0;
    for (TopicPartition log : logs) {
      OffsetAndMetadata offset = committed.get(log);
      undecided += ends.getOrDefault(log, 0L) - (offset == null ? 0 : offset.offset());
    }
    return undecided;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
    cluster.close();
  }
}
