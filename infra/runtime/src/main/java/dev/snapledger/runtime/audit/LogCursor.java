package dev.snapledger.runtime.audit;

import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the committed records of one partition one by one, up to a fixed end. For one thread.
 *
 * <p>Holds the records of one fetch and the bytes of the next: about 1 MiB, or twice the longest
 * batch if that is more.
 */
final class LogCursor implements AutoCloseable {
  /** Polls without any progress after which a reader gives up. */
  static final int STALLED_POLLS_MAX = 100;

  /** Short, because the fetch beyond the end waits for nothing, and closing waits for it. */
  private static final int FETCH_WAIT_MILLIS = 5;

  /**
   * What one fetch brings, at least one batch: less than half of G1's smallest region (1 MiB), so
   * that its buffer is no humongous object.
   */
  private static final int FETCH_BYTES_MAX = 448 * 1024;

  private static final Duration POLL_MAX = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition log;
  private final long end;
  private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
  private @Nullable ConsumerRecord<byte[], byte[]> peeked;

  /**
   * A cursor before {@code begin}.
   *
   * @param end offset to stop at, excluded; committed records must reach it
   */
  LogCursor(KafkaConnection connection, TopicPartition log, long begin, long end) {
    Map<String, Object> config = connection.consumer();
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    config.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES_MAX);
    config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, KafkaLogClients.BATCH_RECORDS_MAX);
    this.consumer = new KafkaConsumer<>(config);
    this.log = log;
    this.end = end;
    consumer.assign(List.of(log));
    consumer.seek(log, begin);
  }

  /**
   * The next record, which stays the next; null at the end.
   *
   * @throws TimeoutException if nothing comes although the end is not reached
   */
  @Nullable ConsumerRecord<byte[], byte[]> peek() {
    if (peeked == null) {
      peeked = read();
    }
    return peeked;
  }

  /** The next record; null at the end. */
  @Nullable ConsumerRecord<byte[], byte[]> next() {
    ConsumerRecord<byte[], byte[]> next = peek();
    peeked = null;
    return next;
  }

  private @Nullable ConsumerRecord<byte[], byte[]> read() {
    for (int stalled = 0; !polled.hasNext(); stalled++) {
      long before = consumer.position(log);
      if (before >= end) {
        return null;
      }
      if (stalled == STALLED_POLLS_MAX) {
        throw new TimeoutException(
            "expected %s up to offset %d, but nothing comes after %d".formatted(log, end, before));
      }
      polled = consumer.poll(POLL_MAX).records(log).iterator();
      stalled = consumer.position(log) > before ? 0 : stalled;
    }
    ConsumerRecord<byte[], byte[]> record = polled.next();
    return record.offset() < end ? record : null;
  }

  @Override
  public void close() {
    consumer.close(KafkaLogClients.closeOptions());
  }
}
