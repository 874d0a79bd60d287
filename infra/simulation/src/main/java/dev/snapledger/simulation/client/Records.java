package dev.snapledger.simulation.client;

import dev.snapledger.simulation.log.Fetched;
import dev.snapledger.simulation.log.LogRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** Gathers what one poll gives. */
final class Records {
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byLog = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
  private int room;

  Records(int max) {
    this.room = max;
  }

  /** How many more there may be. */
  int room() {
    return room;
  }

  /** Adds what was fetched; gives the offset to go on at. */
  long add(TopicPartition log, Fetched fetched) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    fetched.records().forEach(record -> records.add(consumed(log, record)));
    if (!records.isEmpty()) {
      byLog.put(log, records);
      next.put(log, new OffsetAndMetadata(fetched.next()));
      room -= records.size();
    }
    return fetched.next();
  }

  ConsumerRecords<byte[], byte[]> polled() {
    return new ConsumerRecords<>(byLog, next);
  }

  @SuppressWarnings("NullAway") // Kafka's records may have no key and no value.
  private static ConsumerRecord<byte[], byte[]> consumed(TopicPartition log, LogRecord record) {
    byte[] key = record.key();
    byte[] value = record.value();
    return new ConsumerRecord<>(
        log.topic(),
        log.partition(),
        record.offset(),
        record.timestamp(),
        TimestampType.LOG_APPEND_TIME,
        key == null ? -1 : key.length,
        value == null ? -1 : value.length,
        key,
        value,
        record.headers(),
        Optional.empty());
  }
}
