package dev.snapledger.runtime.feed;

import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.projections.engine.ProjectionRunner;
import dev.snapledger.projections.engine.ViewStoreFaultException;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.kafka.TailReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Applies all partitions of events and block maps to a {@link ProjectionRunner}, from where its
 * views are, on a thread of its own.
 *
 * <p>One poll is one batch of each partition, and several partitions are applied at a time. Memory
 * is bounded by the consumer's fetch limits and {@link TailReader#POLL_RECORDS_MAX}. After a fault
 * it goes on from what is applied. Live, it follows the log for ever; for an audit it reads up to a
 * fixed end.
 */
public final class EventFeed implements AutoCloseable {
  /** How soon a feed that stopped is noticed by who waits for it. */
  private static final long LOOK_EVERY_MILLIS = 100;

  private final ParallelApplier applier;
  private final Map<TopicPartition, Long> behind = new HashMap<>();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final TailReader tail;

  private EventFeed(
      KafkaConnection connection,
      ProjectionRunner runner,
      Map<TopicPartition, Long> ends,
      Tracing tracing) {
    this.applier = new ParallelApplier(runner, ends, tracing);
    this.tail =
        new TailReader(
            "ledger-feed",
            connection,
            this::accept,
            failure -> failure instanceof ViewStoreFaultException);
  }

  /**
   * Starts to follow the log; {@link #awaitReached} waits for what is committed now.
   *
   * @throws KafkaException if the cluster does not answer or lacks the topics
   */
  public static EventFeed follow(KafkaConnection connection, ProjectionRunner runner) {
    return follow(connection, runner, Tracing.NONE);
  }

  /** As above; {@code tracing} records how events are applied. */
  public static EventFeed follow(
      KafkaConnection connection, ProjectionRunner runner, Tracing tracing) {
    return new EventFeed(connection, runner, Map.of(), tracing).start(end(connection));
  }

  /**
   * Starts to read up to {@code end}, and not beyond; {@link #awaitReached} waits for it.
   *
   * @throws KafkaException if the connection's properties are wrong
   */
  public static EventFeed readUpTo(
      KafkaConnection connection, ProjectionRunner runner, FeedEnd end) {
    return new EventFeed(connection, runner, end.byLog(), Tracing.NONE).start(end);
  }

  /**
   * What is committed now, in all partitions of both topics.
   *
   * @throws KafkaException if the cluster does not answer or lacks the topics
   */
  public static FeedEnd end(KafkaConnection connection) {
    try (Admin admin = Admin.create(connection.admin())) {
      LogEnds logs = new LogEnds(admin);
      int partitions = logs.topics().partitions();
      List<TopicPartition> all = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        all.add(LogTopics.events(partition));
        all.add(LogTopics.blockMaps(partition));
      }
      return FeedEnd.of(logs.stableEnds(all));
    }
  }

  private EventFeed start(FeedEnd end) {
    Map<TopicPartition, Long> from = new HashMap<>();
    end.byLog()
        .forEach(
            (log, to) -> {
              long applied = applier.appliedOffset(log);
              from.put(log, applied);
              if (applied < to) {
                behind.put(log, to);
              }
            });
    signal();
    tail.startAt(from);
    return this;
  }

  private void accept(
      ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> positions) {
    applier.apply(records, positions);
    behind.entrySet().removeIf(log -> applier.appliedOffset(log.getKey()) >= log.getValue());
    signal();
  }

  private void signal() {
    if (behind.isEmpty()) {
      reached.countDown();
    }
  }

  /**
   * Waits until everything is applied that was committed at the start, or up to the fixed end.
   *
   * @return whether it is; false when the time was over first, or it stopped, which {@link #health}
   *     tells apart
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean awaitReached(Duration timeout) throws InterruptedException {
    long millisLeft = timeout.toMillis();
    while (millisLeft > LOOK_EVERY_MILLIS && health().state() != TailReader.State.STOPPED) {
      if (reached.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      millisLeft -= LOOK_EVERY_MILLIS;
    }
    return health().state() == TailReader.State.STOPPED
        ? reached.getCount() == 0
        : reached.await(millisLeft, TimeUnit.MILLISECONDS);
  }

  /** How it is. {@code STOPPED} means that the log does not fit the views. */
  public TailReader.Health health() {
    return tail.health();
  }

  /** Stops; returns when nothing is applied any more. */
  @Override
  public void close() {
    tail.close();
    applier.close();
  }
}
