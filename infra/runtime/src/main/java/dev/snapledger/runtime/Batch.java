package dev.snapledger.runtime;

import dev.snapledger.commands.trace.Span;
import dev.snapledger.commands.trace.TraceParent;
import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.runtime.OwnedPartition.BatchEnd;
import dev.snapledger.runtime.checkpoint.CheckpointFault;
import dev.snapledger.runtime.kafka.EventRecords;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.kafka.TraceHeaders;
import dev.snapledger.runtime.partition.BrokenInvariantException;
import dev.snapledger.runtime.partition.InboundRecord;
import dev.snapledger.runtime.partition.LinkedEvent;
import dev.snapledger.runtime.partition.Processed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition in one poll: {@link #decide} them all, {@link #send} what that led
 * to in a transaction and, when the producer was flushed, {@link #verify} before the commit.
 *
 * <p>A reply names the offsets of its events. They are known before, because only this node writes
 * events here, and verified before the commit. Only after an aborted batch they are not: then the
 * events are flushed first, and {@link #replyLate} follows.
 *
 * <p>For one thread at a time: one decides, another one may send.
 */
final class Batch {
  private final OwnedPartition owned;
  private final List<ConsumerRecord<byte[], byte[]>> records;
  private final Tracing tracing;

  /** Of each record what led to it; empty while nothing is recorded. */
  private final List<@Nullable TraceParent> traces;

  private final List<Pending> pending;
  private final long nextCommandOffset;
  private final long firstEventOffset;
  private int events;
  private @Nullable Future<RecordMetadata> firstEvent;
  private @Nullable Future<RecordMetadata> lastEvent;
  private @Nullable Future<RecordMetadata> lastReply;

  /**
   * What became of a record.
   *
   * @param eventsBefore number of events of this batch before its own
   */
  private record Pending(Processed processed, int eventsBefore) {}

  /**
   * A batch of these records, which are all that follow its partition's last batch up to the last
   * of them.
   */
  Batch(OwnedPartition owned, List<ConsumerRecord<byte[], byte[]>> records, Tracing tracing) {
    this.owned = owned;
    this.records = records;
    this.tracing = tracing;
    this.traces = tracing.isOn() ? tracesOf(records) : List.of();
    this.pending = new ArrayList<>(records.size());
    this.nextCommandOffset = records.getLast().offset() + 1;
    this.firstEventOffset = owned.expectedEventOffset();
  }

  private static List<@Nullable TraceParent> tracesOf(
      List<ConsumerRecord<byte[], byte[]>> records) {
    List<@Nullable TraceParent> traces = new ArrayList<>(records.size());
    records.forEach(record -> traces.add(TraceHeaders.of(record.headers())));
    return traces;
  }

  private @Nullable TraceParent traceOf(int record) {
    return traces.isEmpty() ? null : traces.get(record);
  }

  /** Decides every record; nothing is sent. */
  void decide() {
    try (Span span = tracing.beginForAll(Span.Kind.CONSUMER, "decide", traces)) {
      span.say("ledger.partition", owned.state().partition());
      span.say("ledger.records", records.size());
      owned.processor().inOneUnit(this::decideAll);
    }
  }

  private void decideAll() {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Processed processed = process(record);
      pending.add(new Pending(processed, events));
      if (processed instanceof Processed.Decided decided) {
        if (!isLate()) {
          locate(decided, firstEventOffset + events);
        }
        events += decided.events().size();
      }
    }
  }

  private void locate(Processed.Decided decided, long first) {
    owned.processor().locate(decided, first, first + decided.events().size() - 1);
  }

  /** Ends the batch in memory; what is decided from now on belongs to the next one. */
  void seal() {
    owned.seal(events);
  }

  /** Sends the events, the dead letters, and the replies unless they have to wait. */
  void send(Producer<byte[], byte[]> producer) {
    for (int i = 0; i < pending.size(); i++) {
      Processed processed = pending.get(i).processed();
      switch (processed) {
        case Processed.Decided decided -> sendEvents(producer, decided, traceOf(i));
        case Processed.Repeated _ -> {}
        case Processed.Buried buried -> {
          // The commit fails if it fails.
          var _ = producer.send(DeadLetters.of(records.get(i), buried));
        }
      }
      if (!isLate()) {
        reply(producer, processed, traceOf(i));
      }
    }
  }

  /** Whether replies have to wait until the events are flushed. */
  boolean isLate() {
    return firstEventOffset == OwnedPartition.UNKNOWN;
  }

  /** Sends the replies that had to wait; the events must have been flushed. */
  void replyLate(Producer<byte[], byte[]> producer) {
    if (!isLate()) {
      return;
    }
    long first = firstEvent == null ? 0 : offsetOf(firstEvent);
    for (int i = 0; i < pending.size(); i++) {
      Pending one = pending.get(i);
      if (one.processed() instanceof Processed.Decided decided) {
        locate(decided, first + one.eventsBefore());
      }
      reply(producer, one.processed(), traceOf(i));
    }
  }

  /**
   * Checks that the events have the offsets that the replies say; everything must have been
   * flushed.
   *
   * @throws KafkaException if they have others, or one could not be sent
   */
  void verify() {
    if (firstEvent == null || lastEvent == null) {
      return;
    }
    long first = offsetOf(firstEvent);
    long last = offsetOf(lastEvent);
    boolean asExpected = isLate() || first == firstEventOffset;
    if (!asExpected || last != first + events - 1) {
      throw new KafkaException(
          "partition %d: expected %d events from offset %d on, but found %d to %d"
              .formatted(owned.state().partition(), events, firstEventOffset, first, last));
    }
  }

  private Processed process(ConsumerRecord<byte[], byte[]> record) {
    try {
      return owned
          .processor()
          .process(
              new InboundRecord(
                  record.partition(),
                  record.offset(),
                  Instant.ofEpochMilli(record.timestamp()),
                  record.key(),
                  record.value()));
    } catch (BrokenInvariantException | CheckpointFault e) {
      throw e;
    } catch (RuntimeException e) {
      // Not swallowed: whatever a decision throws means that this partition cannot be trusted.
      throw new BrokenInvariantException(
          record.partition(), record.offset(), "expected a decision, but the code failed: " + e, e);
    }
  }

  private void sendEvents(
      Producer<byte[], byte[]> producer, Processed.Decided decided, @Nullable TraceParent trace) {
    int partition = owned.state().partition();
    for (LinkedEvent event : decided.events()) {
      ProducerRecord<byte[], byte[]> record =
          EventRecords.toSend(partition, decided.key(), event.value(), event.link());
      TraceHeaders.add(record.headers(), trace);
      lastEvent = producer.send(record);
      firstEvent = firstEvent == null ? lastEvent : firstEvent;
    }
  }

  private void reply(
      Producer<byte[], byte[]> producer, Processed processed, @Nullable TraceParent trace) {
    switch (processed) {
      case Processed.Decided decided ->
          sendReply(producer, decided.key(), decided.reply().remembered().bytes(), trace);
      case Processed.Repeated repeated ->
          sendReply(producer, repeated.key(), repeated.first().bytes(), trace);
      case Processed.Buried buried -> {
        Processed.Rejection rejection = buried.rejection();
        if (rejection != null) {
          sendReply(producer, rejection.key(), rejection.bytes(), trace);
        }
      }
    }
  }

  /** Where the batch ended; everything must have been flushed. */
  BatchEnd end() {
    return new BatchEnd(
        nextCommandOffset,
        lastEvent == null ? 0 : offsetOf(lastEvent) + 1,
        lastReply == null ? 0 : offsetOf(lastReply) + 1);
  }

  /** Gives what became of each record, in order. */
  void forEachProcessed(Consumer<Processed> visitor) {
    pending.forEach(one -> visitor.accept(one.processed()));
  }

  /** One more than the offset of the last record. */
  long nextCommandOffset() {
    return nextCommandOffset;
  }

  /** The log it was read from. */
  TopicPartition commands() {
    return LogTopics.commands(owned.state().partition());
  }

  OwnedPartition owned() {
    return owned;
  }

  private void sendReply(
      Producer<byte[], byte[]> producer, byte[] key, byte[] value, @Nullable TraceParent trace) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(LogTopics.REPLIES, owned.state().partition(), key, value);
    TraceHeaders.add(record.headers(), trace);
    lastReply = producer.send(record);
  }

  /** The offset of a flushed record; its failure as Kafka's own unchecked one. */
  private static long offsetOf(Future<RecordMetadata> sent) {
    try {
      return sent.get().offset();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException k ? k : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (CancellationException e) {
      throw new KafkaException(e);
    }
  }
}
