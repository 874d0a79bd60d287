package dev.snapledger.runtime.kafka;

import dev.snapledger.runtime.topics.Patience;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads committed records of fixed partitions for ever, without a group, on a thread of its own.
 *
 * <p>A fault is tried again from where the handler was last successful, after a pause that doubles;
 * any other failure of the handler ends the reading, and {@link #health} says so.
 */
public final class TailReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TailReader.class);

  /** Faults in a row before the reader counts as unavailable; it goes on trying. */
  static final int FAULTS_MAX = 6;

  /**
   * Most records of one poll, unless the connection says otherwise: some of each partition, so that
   * a handler can take many at once when it is far behind.
   */
  public static final int POLL_RECORDS_MAX = 16_000;

  private static final Duration POLL_MAX = Duration.ofMillis(100);
  private static final Duration PAUSE_MIN = Duration.ofMillis(100);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

  private final String name;
  private final KafkaConnection connection;
  private final Handler handler;
  private final Predicate<RuntimeException> retriable;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private volatile Health health = new Health(State.READING, "");
  private @Nullable Thread thread;
  private int faults;

  /** Takes what was read; called on the reader's thread. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Takes the records of one poll.
     *
     * @param positions of each partition that was read further, the offset to go on at: above all
     *     its records, and above transaction markers
     */
    void accept(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> positions);
  }

  /** How a reader is. */
  public enum State {
    /** It reads. */
    READING,
    /** It met a fault and tries again. */
    RETRYING,
    /** It tried again often; it goes on trying, but somebody should look. */
    UNAVAILABLE,
    /** Its handler cannot go on; somebody has to repair the cause. */
    STOPPED,
    /** It was closed. */
    CLOSED
  }

  /**
   * How a reader is, at one moment.
   *
   * @param detail for people: the last failure; empty while it reads
   */
  public record Health(State state, String detail) {}

  /**
   * A reader that is not started yet.
   *
   * @param name name of its thread
   * @param retriable which failures of the handler are tried again
   */
  public TailReader(
      String name,
      KafkaConnection connection,
      Handler handler,
      Predicate<RuntimeException> retriable) {
    this.name = name;
    this.connection = connection;
    this.handler = handler;
    this.retriable = retriable;
  }

  /**
   * Starts to read all partitions of a topic behind what is committed now. A cluster that does not
   * answer is asked {@link Patience#ASKED_MAX} times.
   *
   * @throws KafkaException if the cluster does not answer, or lacks the topic
   */
  public void startAtEnd(String topic) {
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    try {
      positions.putAll(Patience.ask(() -> ends(consumer, topic), Patience::isSilence));
    } catch (KafkaException e) {
      consumer.close(KafkaLogClients.closeOptions());
      throw e;
    }
    start(consumer);
  }

  private static Map<TopicPartition, Long> ends(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found.isEmpty()) {
      throw new KafkaException("expected topic " + topic + ", but the cluster lacks it");
    }
    return consumer.endOffsets(
        found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList());
  }

  /**
   * Starts to read at fixed offsets.
   *
   * @throws KafkaException if the connection's properties are wrong
   */
  public void startAt(Map<TopicPartition, Long> offsets) {
    positions.putAll(offsets);
    start(consumer());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = connection.consumer();
    config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MAX);
    return new KafkaConsumer<>(config);
  }

  private void start(KafkaConsumer<byte[], byte[]> first) {
    thread = Thread.ofPlatform().name(name).daemon().start(() -> run(first));
  }

  private void run(KafkaConsumer<byte[], byte[]> first) {
    @Nullable KafkaConsumer<byte[], byte[]> next = first;
    while (!closing()) {
      try (KafkaConsumer<byte[], byte[]> consumer = next == null ? consumer() : next) {
        next = null;
        read(consumer);
      } catch (KafkaException e) {
        fault(e);
      } catch (RuntimeException e) {
        if (!retriable.test(e)) {
          stop(e);
          return;
        }
        fault(e);
      }
    }
    health = new Health(State.CLOSED, "");
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer) {
    consumer.assign(positions.keySet());
    positions.forEach(consumer::seek);
    while (!closing()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_MAX);
      Map<TopicPartition, Long> moved = new HashMap<>();
      positions.forEach(
          (log, from) -> {
            long to = consumer.position(log);
            if (to != from) {
              moved.put(log, to);
            }
          });
      if (!moved.isEmpty()) {
        handler.accept(records, moved);
        positions.putAll(moved);
      }
      well();
    }
  }

  private void well() {
    if (faults > 0) {
      LOG.info("{} reads again after {} faults", name, faults);
      faults = 0;
      health = new Health(State.READING, "");
    }
  }

  private void fault(RuntimeException fault) {
    if (closing()) {
      return;
    }
    faults++;
    LOG.warn("{}: fault {} in a row", name, faults, fault);
    health =
        new Health(
            faults < FAULTS_MAX ? State.RETRYING : State.UNAVAILABLE,
            String.valueOf(fault.getMessage()));
    Duration pause = PAUSE_MIN.multipliedBy(1L << Math.min(faults - 1, 10));
    pause(pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX);
  }

  private void stop(RuntimeException failure) {
    LOG.error("{} stops: its handler cannot go on", name, failure);
    health = new Health(State.STOPPED, String.valueOf(failure.getMessage()));
  }

  private boolean closing() {
    return closing.getCount() == 0;
  }

  private void pause(Duration time) {
    try {
      if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  /** How it is. */
  public Health health() {
    return health;
  }

  /** Stops reading; returns when the thread ended, or after {@link KafkaLogClients#CLOSE_MAX}. */
  @Override
  public void close() {
    closing.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      if (!running.join(KafkaLogClients.CLOSE_MAX.multipliedBy(2))) {
        running.interrupt();
      }
    } catch (InterruptedException e) {
      running.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
