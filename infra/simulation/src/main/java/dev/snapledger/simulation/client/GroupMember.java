package dev.snapledger.simulation.client;

import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.simulation.log.SimulatedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/**
 * The consumer of a group member: a cooperative static one, as {@code KafkaLogClients} makes it.
 * The methods are those of Kafka's interface.
 */
final class GroupMember {
  private final SimulatedLog log;
  private final SplittableRandom chance;
  private final ClientFaults faults;
  private final String groupId;
  private final String instanceId;
  private final Set<Integer> owned = new TreeSet<>();
  private final Set<Integer> paused = new TreeSet<>();
  private final Map<Integer, Long> positions = new HashMap<>();
  private @Nullable ConsumerRebalanceListener listener;
  private @Nullable String memberId;
  private int generation = -1;

  GroupMember(
      SimulatedLog log,
      SplittableRandom chance,
      ClientFaults faults,
      String groupId,
      String instanceId) {
    this.log = log;
    this.chance = chance;
    this.faults = faults;
    this.groupId = groupId;
    this.instanceId = instanceId;
  }

  /** What Kafka's background thread does. */
  void heartbeat() {
    if (memberId != null) {
      log.heartbeat(instanceId, memberId);
    }
  }

  public void subscribe(Collection<String> topics, ConsumerRebalanceListener rebalances) {
    if (!List.copyOf(topics).equals(List.of(LogTopics.COMMANDS))) {
      throw new IllegalArgumentException("expected the command topic, but found " + topics);
    }
    listener = rebalances;
  }

  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRebalanceListener rebalances = listener;
    if (rebalances == null) {
      throw new IllegalStateException("expected a subscription, but found none");
    }
    rebalance(rebalances);
    List<Integer> ready = new ArrayList<>(owned);
    ready.removeAll(paused);
    Records records = new Records(faults.pollMax());
    while (!ready.isEmpty() && records.room() > 0) {
      int partition = ready.remove(/* index */ chance.nextInt(ready.size()));
      TopicPartition commands = LogTopics.commands(partition);
      Long from = positions.get(partition);
      if (from == null) {
        throw new IllegalStateException("expected a position of " + commands + ", but found none");
      }
      int max = 1 + chance.nextInt(records.room());
      positions.put(partition, records.add(commands, log.committed(commands, from, max)));
    }
    return records.polled();
  }

  private void rebalance(ConsumerRebalanceListener rebalances) {
    String id = memberId;
    if (id == null) {
      id = log.join(instanceId);
      memberId = id;
    }
    try {
      SimulatedLog.Membership now = log.poll(instanceId, id, owned);
      if (now != null && now.generation() != generation) {
        generation = now.generation();
        follow(now.partitions(), rebalances);
      }
    } catch (UnknownMemberIdException e) {
      // The group forgot a member that was silent: it joins anew.
      List<TopicPartition> lost = logs(owned);
      memberId = null;
      generation = -1;
      rebalances.onPartitionsLost(lost);
      forget(Set.copyOf(owned));
    }
  }

  private void follow(Set<Integer> assigned, ConsumerRebalanceListener rebalances) {
    Set<Integer> revoked = new TreeSet<>(owned);
    revoked.removeAll(assigned);
    if (!revoked.isEmpty()) {
      rebalances.onPartitionsRevoked(logs(revoked));
      forget(revoked);
      log.rejoin();
    }
    Set<Integer> added = new TreeSet<>(assigned);
    added.removeAll(owned);
    owned.addAll(added);
    rebalances.onPartitionsAssigned(logs(added));
  }

  private void forget(Set<Integer> partitions) {
    owned.removeAll(partitions);
    paused.removeAll(partitions);
    positions.keySet().removeAll(partitions);
  }

  private static List<TopicPartition> logs(Set<Integer> partitions) {
    return partitions.stream().map(LogTopics::commands).toList();
  }

  public void seek(TopicPartition commands, long offset) {
    positions.put(own(commands), offset);
  }

  public void pause(Collection<TopicPartition> logs) {
    logs.forEach(commands -> paused.add(own(commands)));
  }

  public void resume(Collection<TopicPartition> logs) {
    logs.forEach(commands -> paused.remove(own(commands)));
  }

  private int own(TopicPartition commands) {
    if (!owned.contains(commands.partition())) {
      throw new IllegalStateException("No current assignment for partition " + commands);
    }
    return commands.partition();
  }

  public Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> logs, Duration timeout) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition commands : logs) {
      if (log.offsetUnstable(commands)) {
        throw new TimeoutException("a transaction covers the offset of " + commands);
      }
      OffsetAndMetadata offset = log.committedOffset(commands);
      if (offset != null) {
        offsets.put(commands, offset);
      }
    }
    return offsets;
  }

  @SuppressWarnings("removal") // Kafka has no other public way to make one with a generation.
  public ConsumerGroupMetadata groupMetadata() {
    return new ConsumerGroupMetadata(
        groupId, generation, memberId == null ? "" : memberId, Optional.of(instanceId));
  }

  public void close(CloseOptions options) {
    if (memberId != null) {
      log.leave(instanceId, memberId);
      memberId = null;
    }
  }
}
