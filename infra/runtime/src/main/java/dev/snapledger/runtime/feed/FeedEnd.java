package dev.snapledger.runtime.feed;

import dev.snapledger.runtime.kafka.LogTopics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to where the log is read: the end of each partition, excluded.
 *
 * @param events first event offset that is not read, by partition
 * @param blockMaps first block-map offset that is not read, by partition
 */
public record FeedEnd(Map<Integer, Long> events, Map<Integer, Long> blockMaps) {
  /** Copies the maps. */
  public FeedEnd {
    events = Map.copyOf(events);
    blockMaps = Map.copyOf(blockMaps);
  }

  Map<TopicPartition, Long> byLog() {
    Map<TopicPartition, Long> all = new HashMap<>();
    events.forEach((p, end) -> all.put(LogTopics.events(p), end));
    blockMaps.forEach((p, end) -> all.put(LogTopics.blockMaps(p), end));
    return all;
  }

  static FeedEnd of(Map<TopicPartition, Long> ends) {
    Map<Integer, Long> events = new HashMap<>();
    Map<Integer, Long> blockMaps = new HashMap<>();
    ends.forEach(
        (log, end) ->
            (log.topic().equals(LogTopics.EVENTS) ? events : blockMaps).put(log.partition(), end));
    return new FeedEnd(events, blockMaps);
  }
}
