package dev.snapledger.runtime.feed;

import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.projections.engine.ProjectionRunner;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.parallel.Pending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Applies what one poll brought: first the events, of as many partitions at a time as there are
 * processors; then the block maps, one partition after the other.
 *
 * <p>An event changes rows of its own partition only, so partitions do not wait for each other. The
 * same block map may come in two partitions, whose threads would lose each other's parts. Called by
 * one thread.
 */
final class ParallelApplier implements AutoCloseable {
  private final ProjectionRunner runner;
  private final Map<TopicPartition, Long> ends;
  private final Map<Integer, FeedApplier> events = new HashMap<>();
  private final Tracing tracing;
  private final FeedApplier blockMaps;
  private final ExecutorService pool =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().name("ledger-feed-apply-", 0).daemon().factory());

  /**
   * Applies to the views of {@code runner}.
   *
   * @param ends first offset that is not applied, by log; a log that is missing has no end
   */
  ParallelApplier(ProjectionRunner runner, Map<TopicPartition, Long> ends, Tracing tracing) {
    this.runner = runner;
    this.tracing = tracing;
    this.ends = Map.copyOf(ends);
    this.blockMaps = new FeedApplier(runner, ends);
  }

  /** Offset of the first record of a log that is not applied. */
  long appliedOffset(TopicPartition log) {
    return blockMaps.appliedOffset(log);
  }

  /**
   * Applies as {@link FeedApplier#apply} does; returns when nothing is applied any more.
   *
   * <p>A failure does not keep the events of other partitions from being applied. That of the
   * lowest partition is thrown, with those of others suppressed in it; the same may be applied
   * again then.
   */
  void apply(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> positions) {
    SortedMap<Integer, Long> ofEvents = new TreeMap<>();
    Map<TopicPartition, Long> others = new HashMap<>();
    positions.forEach(
        (log, position) -> {
          if (log.topic().equals(LogTopics.EVENTS)) {
            ofEvents.put(log.partition(), position);
          } else {
            others.put(log, position);
          }
        });
    applyEvents(records, ofEvents);
    blockMaps.apply(records, others);
  }

  private void applyEvents(
      ConsumerRecords<byte[], byte[]> records, SortedMap<Integer, Long> positions) {
    List<Runnable> work = new ArrayList<>();
    positions.forEach(
        (partition, position) -> {
          FeedApplier applier =
              events.computeIfAbsent(partition, _ -> new FeedApplier(runner, ends, tracing));
          Map<TopicPartition, Long> moved = Map.of(LogTopics.events(partition), position);
          work.add(() -> applier.apply(records, moved));
        });
    if (work.size() == 1) {
      work.getFirst().run();
    } else {
      List<Future<Void>> pending = new ArrayList<>();
      work.forEach(one -> pending.add(pool.submit(one, null)));
      var _ = Pending.awaitAll(pending);
    }
  }

  /** Returns when nothing is applied any more. */
  @Override
  public void close() {
    pool.close();
  }
}
