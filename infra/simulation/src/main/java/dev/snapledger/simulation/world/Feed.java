package dev.snapledger.simulation.world;

import dev.snapledger.projections.LedgerViews;
import dev.snapledger.runtime.feed.FeedApplier;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.simulation.client.SimulatedClients;
import dev.snapledger.simulation.log.SimulatedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Feeds the views of one process, poll by poll; after a fault it goes on from what is applied. */
final class Feed {
  private final SimulatedLog log;
  private final SimulatedClients clients;
  private final FeedApplier applier;
  private final Map<TopicPartition, Long> goals = new HashMap<>();
  private @Nullable Consumer<byte[], byte[]> reader;

  Feed(SimulatedLog log, SimulatedClients clients, LedgerViews views) {
    this.log = log;
    this.clients = clients;
    this.applier = new FeedApplier(views.runner(), Map.of());
    for (TopicPartition one : logs()) {
      goals.put(one, log.stableEnd(one));
    }
  }

  private List<TopicPartition> logs() {
    List<TopicPartition> logs = new ArrayList<>();
    for (int partition = 0; partition < log.partitions(); partition++) {
      logs.add(LogTopics.events(partition));
      logs.add(LogTopics.blockMaps(partition));
    }
    return logs;
  }

  void step() {
    try {
      poll();
    } catch (KafkaException e) {
      reader = null;
    }
  }

  private void poll() {
    Consumer<byte[], byte[]> open = reader;
    if (open == null) {
      open = clients.reader("feed");
      open.assign(logs());
      for (TopicPartition one : logs()) {
        open.seek(one, applier.appliedOffset(one));
      }
      reader = open;
    }
    ConsumerRecords<byte[], byte[]> records = open.poll(Duration.ZERO);
    Map<TopicPartition, Long> moved = new HashMap<>();
    for (TopicPartition one : logs()) {
      long to = open.position(one);
      if (to != applier.appliedOffset(one)) {
        moved.put(one, to);
      }
    }
    applier.apply(records, moved);
  }

  /** Whether everything is applied that was committed when this process started. */
  boolean caughtUp() {
    return goals.entrySet().stream()
        .allMatch(goal -> applier.appliedOffset(goal.getKey()) >= goal.getValue());
  }

  /** Whether everything is applied that is committed now. */
  boolean atEnd() {
    return logs().stream().allMatch(one -> applier.appliedOffset(one) >= log.stableEnd(one));
  }
}
