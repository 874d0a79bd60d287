package dev.snapledger.runtime;

import dev.snapledger.runtime.kafka.LogTopics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;

/** What one session tells the metrics of a runtime. For one thread, but for the time of commits. */
final class SessionMeters {
  private final RuntimeMetrics metrics;
  private final Map<Integer, Long> assignedAt = new HashMap<>();

  SessionMeters(RuntimeMetrics metrics) {
    this.metrics = metrics;
  }

  /** A clock for durations, in nanoseconds. */
  long nanos() {
    return metrics.nanos();
  }

  void assigned(int partition) {
    assignedAt.put(partition, metrics.nanos());
  }

  void restored(int partition, long events) {
    long now = metrics.nanos();
    Long since = assignedAt.remove(partition);
    metrics.restored(events, since == null ? 0 : now - since);
  }

  /** The partition takes no commands any more. */
  void gone(int partition) {
    assignedAt.remove(partition);
    metrics.lagUnknown(partition);
  }

  /** Gives how long the commit took, in nanoseconds. */
  long committed(int records, long sinceNanos) {
    long nanos = metrics.nanos() - sinceNanos;
    metrics.committed(records, nanos);
    return nanos;
  }

  void committed(Batch batch) {
    if (metrics.wanted()) {
      BatchTally tally = new BatchTally(metrics);
      batch.forEachProcessed(tally::add);
      tally.tell();
    }
  }

  void aborted() {
    metrics.aborted();
  }

  /** Looks at what the consumer knows of the logs' ends; asks the broker nothing. */
  void lag(Consumer<byte[], byte[]> consumer, Collection<OwnedPartition> owned) {
    if (!metrics.wanted()) {
      return;
    }
    for (OwnedPartition one : owned) {
      int partition = one.state().partition();
      consumer
          .currentLag(LogTopics.commands(partition))
          .ifPresent(lag -> metrics.lag(partition, lag));
    }
  }
}
