package dev.snapledger.runtime.feed;

import dev.snapledger.commands.trace.Span;
import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.projections.engine.EventRecord;
import dev.snapledger.projections.engine.Feed;
import dev.snapledger.projections.engine.ProjectionRunner;
import dev.snapledger.runtime.kafka.LogTopics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Applies polled records of events and block maps to the views, up to fixed ends. For one thread.
 */
public final class FeedApplier {
  private final ProjectionRunner runner;
  private final Map<TopicPartition, Long> ends;
  private final FeedTraces traces;
  private final FeedDecoder decoder = new FeedDecoder();

  /**
   * Applies to the views of {@code runner}.
   *
   * @param ends first offset that is not applied, by log; a log that is missing has no end
   */
  public FeedApplier(ProjectionRunner runner, Map<TopicPartition, Long> ends) {
    this(runner, ends, Tracing.NONE);
  }

  /** As above; {@code tracing} records how events are applied. */
  FeedApplier(ProjectionRunner runner, Map<TopicPartition, Long> ends, Tracing tracing) {
    this.runner = runner;
    this.ends = Map.copyOf(ends);
    this.traces = new FeedTraces(tracing);
  }

  /** Offset of the first record of a log that is not applied. */
  public long appliedOffset(TopicPartition log) {
    return runner.appliedOffset(feedOf(log), log.partition());
  }

  /**
   * Applies what was polled.
   *
   * @param positions of each log that was read further, the offset to go on at: above all its
   *     records, and above transaction markers
   */
  public void apply(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> positions) {
    positions.forEach(
        (log, position) -> {
          long next = Math.min(position, ends.getOrDefault(log, Long.MAX_VALUE));
          if (feedOf(log) == Feed.EVENTS) {
            applyEvents(log.partition(), records.records(log), next);
          } else {
            runner.applyBlockMaps(
                log.partition(), decoder.blockMaps(records.records(log), next), next);
          }
        });
  }

  private void applyEvents(int partition, List<ConsumerRecord<byte[], byte[]>> records, long next) {
    List<EventRecord> events = decoder.events(records, next);
    try (Span _ = traces.begin(records, events)) {
      runner.apply(partition, events, next);
    }
  }

  private static Feed feedOf(TopicPartition log) {
    return log.topic().equals(LogTopics.EVENTS) ? Feed.EVENTS : Feed.BLOCK_MAPS;
  }
}
