package dev.snapledger.runtime.client;

import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.projections.engine.EventRecord;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads single committed events, for people who ask what happened. Each costs a fetch unless it is
 * close behind the one before; consumers are kept for the next call. Safe for many threads.
 */
public final class KafkaEventReader implements AutoCloseable {
  /** Calls at a time, each with a consumer of its own; others wait. */
  public static final int EVENT_READERS_MAX = 4;

  /** Longest wait for one of them. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  private static final Duration POLL_MAX = Duration.ofMillis(200);

  /** Polls in a row that bring nothing, after which a call gives up. */
  private static final int EMPTY_POLLS_MAX = 25;

  /** What one fetch brings: some tens of events. */
  private static final int FETCH_BYTES = 16 << 10;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Duration waitMax;
  private final Semaphore places = new Semaphore(EVENT_READERS_MAX);
  private final ConcurrentLinkedDeque<Consumer<byte[], byte[]>> idle =
      new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /** Connects when it is asked for something. */
  public KafkaEventReader(KafkaConnection connection) {
    this(() -> consumer(connection), WAIT_MAX);
  }

  /** With the longest wait for a reader that is free. */
  KafkaEventReader(Supplier<Consumer<byte[], byte[]>> consumers, Duration waitMax) {
    this.consumers = consumers;
    this.waitMax = waitMax;
  }

  /**
   * Reads events of a partition.
   *
   * @param logOffsets offsets of events
   * @return the events, in the same order
   * @throws EventUnreadableException if the cluster does not answer in time, or the log lacks one
   */
  public List<EventRecord> read(int partition, List<Long> logOffsets) {
    acquire();
    try {
      Consumer<byte[], byte[]> free = closed ? null : idle.poll();
      Consumer<byte[], byte[]> consumer = free == null ? consumers.get() : free;
      boolean well = false;
      try {
        Map<Long, EventRecord> found = find(consumer, LogTopics.events(partition), logOffsets);
        well = true;
        return logOffsets.stream().map(found::get).toList();
      } finally {
        giveBack(consumer, well && !closed);
      }
    } catch (KafkaException e) {
      throw new EventUnreadableException("expected the log to answer, but " + e.getMessage(), e);
    } finally {
      places.release();
    }
  }

  private void acquire() {
    try {
      if (closed || !places.tryAcquire(waitMax.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new EventUnreadableException(
            "expected one of %d readers of the log to be free, but none was"
                .formatted(EVENT_READERS_MAX));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EventUnreadableException("expected to wait for a reader, but was interrupted", e);
    }
  }

  private void giveBack(Consumer<byte[], byte[]> consumer, boolean reusable) {
    if (reusable) {
      idle.push(consumer);
    } else {
      consumer.close(KafkaLogClients.closeOptions());
    }
  }

  private static Consumer<byte[], byte[]> consumer(KafkaConnection connection) {
    Map<String, Object> config = connection.consumer();
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return new KafkaConsumer<>(config);
  }

  private static Map<Long, EventRecord> find(
      Consumer<byte[], byte[]> consumer, TopicPartition log, List<Long> logOffsets) {
    var codec = new EventCodec();
    var wanted = new TreeSet<>(logOffsets);
    Map<Long, EventRecord> found = new HashMap<>();
    consumer.assign(List.of(log));
    while (!wanted.isEmpty()) {
      long next = wanted.first();
      consumer.seek(log, next);
      for (ConsumerRecord<byte[], byte[]> record : poll(consumer, log, next)) {
        if (wanted.remove(record.offset())) {
          found.put(record.offset(), decode(codec, record));
        }
      }
      if (!found.containsKey(next)) {
        throw new EventUnreadableException(
            "expected an event at offset %d of %s, but there is none".formatted(next, log));
      }
    }
    return found;
  }

  private static List<ConsumerRecord<byte[], byte[]>> poll(
      Consumer<byte[], byte[]> consumer, TopicPartition log, long next) {
    for (int empty = 0; empty < EMPTY_POLLS_MAX; empty++) {
      List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL_MAX).records(log);
      if (!records.isEmpty()) {
        return records;
      }
    }
    throw new EventUnreadableException(
        "expected an event at offset %d of %s, but nothing came".formatted(next, log));
  }

  private static EventRecord decode(EventCodec codec, ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    try {
      if (value != null) {
        return new EventRecord(record.offset(), codec.decode(value));
      }
    } catch (UndecodableException e) {
      throw new EventUnreadableException(
          "expected an event at offset %d, but %s".formatted(record.offset(), e.getMessage()), e);
    }
    throw new EventUnreadableException(
        "expected an event at offset %d, but found no value".formatted(record.offset()));
  }

  /** Closes the consumers that nobody uses; others are closed when their call ends. */
  @Override
  public void close() {
    closed = true;
    List<Consumer<byte[], byte[]>> all = new ArrayList<>();
    for (var each = idle.poll(); each != null; each = idle.poll()) {
      all.add(each);
    }
    all.forEach(each -> each.close(KafkaLogClients.closeOptions()));
  }
}
