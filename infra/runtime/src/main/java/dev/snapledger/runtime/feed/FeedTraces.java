package dev.snapledger.runtime.feed;

import dev.snapledger.commands.trace.Span;
import dev.snapledger.commands.trace.TraceParent;
import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.projections.engine.EventRecord;
import dev.snapledger.projections.history.EventSubjects;
import dev.snapledger.runtime.kafka.TraceHeaders;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records that events are applied, and remembers for workers what led to them. */
record FeedTraces(Tracing tracing) {
  /**
   * Begins to apply a batch.
   *
   * @param records as they were read
   * @param events the first of them, decoded
   */
  Span begin(List<ConsumerRecord<byte[], byte[]>> records, List<EventRecord> events) {
    if (!tracing.isOn() || events.isEmpty()) {
      return Span.NONE;
    }
    List<@Nullable TraceParent> traces = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      TraceParent trace = TraceHeaders.of(records.get(i).headers());
      traces.add(trace);
      remember(EventSubjects.of(events.get(i).event()), trace);
    }
    Span span = tracing.beginForAll(Span.Kind.CONSUMER, "apply", traces);
    span.say("ledger.records", events.size());
    return span;
  }

  private void remember(EventSubjects subjects, @Nullable TraceParent trace) {
    if (subjects.diskId() != null) {
      tracing.remember(subjects.diskId().value(), trace);
    }
    if (subjects.snapshotId() != null) {
      tracing.remember(subjects.snapshotId().value(), trace);
    }
  }
}
