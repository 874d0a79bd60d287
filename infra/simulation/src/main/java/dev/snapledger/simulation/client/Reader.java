package dev.snapledger.simulation.client;

import dev.snapledger.simulation.log.Fetched;
import dev.snapledger.simulation.log.LogRecord;
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
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** A consumer without a group. The methods are those of Kafka's interface. */
final class Reader {
  private final String name;
  private final SimulatedLog log;
  private final SplittableRandom chance;
  private final ClientFaults faults;
  private final IsolationLevel isolation;
  private final List<TopicPartition> assigned = new ArrayList<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  Reader(
      String name,
      SimulatedLog log,
      SplittableRandom chance,
      ClientFaults faults,
      IsolationLevel isolation) {
    this.name = name;
    this.log = log;
    this.chance = chance;
    this.faults = faults;
    this.isolation = isolation;
  }

  public void assign(Collection<TopicPartition> logs) {
    assigned.clear();
    assigned.addAll(logs);
    positions.keySet().retainAll(logs);
  }

  public Set<TopicPartition> assignment() {
    return Set.copyOf(assigned);
  }

  /** Nothing is ever deleted from the simulated log. */
  public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> logs) {
    Map<TopicPartition, Long> begins = new HashMap<>();
    logs.forEach(partition -> begins.put(partition, 0L));
    return begins;
  }

  public void seek(TopicPartition partition, long offset) {
    if (!assigned.contains(partition)) {
      throw new IllegalStateException("No current assignment for partition " + partition);
    }
    positions.put(partition, offset);
  }

  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    Records records = new Records(faults.pollMax());
    List<TopicPartition> left = new ArrayList<>(assigned);
    while (!left.isEmpty() && records.room() > 0) {
      TopicPartition partition = left.remove(chance.nextInt(left.size()));
      int max = 1 + chance.nextInt(records.room());
      positions.put(partition, records.add(partition, shown(partition, fetch(partition, max))));
    }
    return records.polled();
  }

  private Fetched fetch(TopicPartition partition, int max) {
    long from = position(partition);
    return isolation == IsolationLevel.READ_COMMITTED
        ? log.committed(partition, from, max)
        : log.uncommitted(partition, from, max);
  }

  private Fetched shown(TopicPartition partition, Fetched fetched) {
    List<LogRecord> shown =
        fetched.records().stream().filter(record -> faults.shows(name, partition, record)).toList();
    return new Fetched(shown, fetched.next());
  }

  public long position(TopicPartition partition) {
    Long position = positions.get(partition);
    if (position == null) {
      throw new IllegalStateException("expected a position of " + partition + ", but found none");
    }
    return position;
  }

  @SuppressWarnings("NullAway") // Kafka gives null where there is no such record.
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
    Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
    times.forEach(
        (partition, time) -> {
          LogRecord first = log.since(partition, time);
          found.put(
              partition,
              first == null
                  ? null
                  : new OffsetAndTimestamp(first.offset(), first.timestamp(), Optional.empty()));
        });
    return found;
  }

  public void close(CloseOptions options) {
    assigned.clear();
  }
}
