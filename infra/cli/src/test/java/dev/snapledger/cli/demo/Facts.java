package dev.snapledger.cli.demo;

import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.event.BackgroundCopyCompleted;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.DiskDeleted;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.FullSnapshotCompleted;
import dev.snapledger.commands.event.FullSnapshotStarted;
import dev.snapledger.commands.event.IncrementalSnapshotCompleted;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.SnapshotCopyCompleted;
import dev.snapledger.commands.event.SnapshotCopyStarted;
import dev.snapledger.commands.event.SnapshotDeleted;
import dev.snapledger.runtime.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The committed events of a ledger, read with a plain consumer. */
final class Facts {
  private static final Duration POLL = Duration.ofMillis(200);

  private Facts() {}

  /** All of them, partition by partition. */
  static List<Event> read(KafkaConnection connection) throws UndecodableException {
    var codec = new EventCodec();
    var events = new ArrayList<Event>();
    try (var consumer = new KafkaConsumer<byte[], byte[]>(connection.consumer())) {
      List<TopicPartition> logs =
          consumer.partitionsFor("ledger.events").stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(logs);
      consumer.seekToBeginning(logs);
      Map<TopicPartition, Long> ends = consumer.endOffsets(logs);
      while (!logs.stream()
          .allMatch(log -> consumer.position(log) >= Objects.requireNonNull(ends.get(log)))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          events.add(codec.decode(record.value()));
        }
      }
    }
    return events;
  }

  /** How often each thing that can happen to a disk or snapshot only once has happened. */
  static Map<String, Integer> countOnce(List<Event> events) {
    var counts = new TreeMap<String, Integer>();
    for (Event event : events) {
      Object subject = subjectOfOnce(event);
      if (subject != null) {
        counts.merge(event.getClass().getSimpleName() + " " + subject, 1, Integer::sum);
      }
    }
    return counts;
  }

  private static @Nullable Object subjectOfOnce(Event event) {
    return switch (event) {
      case DiskCreated e -> e.name();
      case DiskDeleted e -> e.diskId();
      case BackgroundCopyCompleted e -> e.diskId();
      case IncrementalSnapshotStarted e -> e.name();
      case IncrementalSnapshotCompleted e -> e.snapshotId();
      case FullSnapshotStarted e -> e.name();
      case FullSnapshotCompleted e -> e.snapshotId();
      case SnapshotCopyStarted e -> e.name();
      case SnapshotCopyCompleted e -> e.snapshotId();
      case SnapshotDeleted e -> e.snapshotId();
      default -> null;
    };
  }
}
