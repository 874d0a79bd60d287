package dev.snapledger.faults.check;

import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogEnds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the committed records of single partitions, in order. For one thread. */
final class PartitionRecords implements AutoCloseable {
  private static final Duration POLL_MAX = Duration.ofMillis(500);

  /** Polls without any progress after which reading is given up. */
  private static final int STALLED_POLLS_MAX = 60;

  /** Short, because what follows waits for the fetch beyond the end. */
  private static final int FETCH_WAIT_MILLIS = 20;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Admin admin;

  PartitionRecords(KafkaConnection connection) {
    Map<String, Object> config = connection.consumer();
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    this.consumer = new KafkaConsumer<>(config);
    this.admin = Admin.create(connection.admin());
  }

  /**
   * Reads all records of a partition, up to what is in the log now.
   *
   * @throws TimeoutException if a transaction stays open, or the cluster does not answer
   */
  List<ConsumerRecord<byte[], byte[]>> read(TopicPartition log) {
    long end = new LogEnds(admin).highWatermarks(List.of(log)).getOrDefault(log, 0L);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    consumer.assign(List.of(log));
    consumer.seekToBeginning(List.of(log));
    int stalled = 0;
    for (long at = consumer.position(log); at < end; ) {
      records.addAll(consumer.poll(POLL_MAX).records(log));
      stalled = consumer.position(log) > at ? 0 : stalled + 1;
      at = consumer.position(log);
      if (stalled == STALLED_POLLS_MAX) {
        throw new TimeoutException(
            "expected %s up to offset %d, but nothing comes after %d".formatted(log, end, at));
      }
    }
    return records;
  }

  @Override
  public void close() {
    consumer.close(KafkaLogClients.closeOptions());
    admin.close(KafkaLogClients.CLOSE_MAX);
  }
}
