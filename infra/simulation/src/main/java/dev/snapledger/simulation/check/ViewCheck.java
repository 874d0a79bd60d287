package dev.snapledger.simulation.check;

import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.audit.BlockMapAudit;
import dev.snapledger.projections.audit.TableReport;
import dev.snapledger.projections.audit.ViewComparison;
import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.projections.engine.ReadView;
import dev.snapledger.runtime.feed.FeedApplier;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.simulation.log.Fetched;
import dev.snapledger.simulation.log.LogRecord;
import dev.snapledger.simulation.log.SimulatedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Rebuilds the views of a node from the log, up to where the node is, and compares. */
public final class ViewCheck {
  private ViewCheck() {}

  /** The first difference, for people; null if there is none. */
  public static @Nullable String difference(SimulatedLog log, LedgerViews live) {
    LedgerViews rebuilt = LedgerViews.over(new MemoryViewStore());
    FeedApplier applied = new FeedApplier(live.runner(), Map.of());
    FeedApplier applier = new FeedApplier(rebuilt.runner(), Map.of());
    for (int partition = 0; partition < log.partitions(); partition++) {
      for (TopicPartition one :
          List.of(LogTopics.events(partition), LogTopics.blockMaps(partition))) {
        long end = applied.appliedOffset(one);
        if (end > 0) {
          applier.apply(records(log, one, end), Map.of(one, end));
        }
      }
    }
    try (ReadView left = live.store().readView();
        ReadView right = rebuilt.store().readView()) {
      return ViewComparison.compare(left, right).stream()
          .filter(table -> !table.equal())
          .map(TableReport::toString)
          .findFirst()
          .orElse(null);
    }
  }

  private static ConsumerRecords<byte[], byte[]> records(
      SimulatedLog log, TopicPartition one, long end) {
    Fetched fetched = log.committed(one, 0, Integer.MAX_VALUE);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (LogRecord record : fetched.records()) {
      byte[] key = record.key();
      byte[] value = record.value();
      if (record.offset() < end && key != null && value != null) {
        records.add(
            new ConsumerRecord<>(one.topic(), one.partition(), record.offset(), key, value));
      }
    }
    return new ConsumerRecords<>(Map.of(one, records), Map.of());
  }

  /** Whether published block maps fit their events, once everything is applied; null if so. */
  public static @Nullable String blockMapFault(LedgerViews views) {
    List<BlockMapAudit.Finding> found = new ArrayList<>();
    try (ReadView reader = views.store().readView()) {
      BlockMapAudit.check(reader, found::add);
    }
    return found.isEmpty() ? null : found.getFirst().toString();
  }
}
