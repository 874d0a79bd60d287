package dev.snapledger.runtime;

import dev.snapledger.runtime.OwnedPartition.BatchEnd;
import dev.snapledger.runtime.checkpoint.CheckpointFault;
import dev.snapledger.runtime.kafka.EventRecords;
import dev.snapledger.runtime.kafka.LogTopics;
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
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition in one poll, inside an open transaction: first {@link #decide} all,
 * then, when the producer was flushed, {@link #reply}, and after another flush the {@link #end}.
 */
final class Batch {
  private final OwnedPartition owned;
  private final Producer<byte[], byte[]> producer;
  private final List<Pending> pending;
  private final long nextCommandOffset;
  private @Nullable Future<RecordMetadata> lastEvent;
  private @Nullable Future<RecordMetadata> lastReply;

  /** What was decided, and the fates of its first and last event. */
  private record Pending(
      Processed processed,
      @Nullable Future<RecordMetadata> first,
      @Nullable Future<RecordMetadata> last) {}

  /**
   * A batch that ends before {@code nextCommandOffset}.
   *
   * @param records number of its records
   */
  Batch(
      OwnedPartition owned,
      Producer<byte[], byte[]> producer,
      int records,
      long nextCommandOffset) {
    this.owned = owned;
    this.producer = producer;
    this.pending = new ArrayList<>(records);
    this.nextCommandOffset = nextCommandOffset;
  }

  /** Decides every record, and sends its events or its dead letter. */
  void decide(List<ConsumerRecord<byte[], byte[]>> records) {
    owned.processor().inOneUnit(() -> decideAll(records));
  }

  private void decideAll(List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      switch (process(record)) {
        case Processed.Decided decided -> pending.add(sendEvents(decided));
        case Processed.Repeated repeated -> pending.add(new Pending(repeated, null, null));
        case Processed.Buried buried -> {
          var _ = producer.send(DeadLetters.of(record, buried)); // The commit fails if it fails.
          pending.add(new Pending(buried, null, null));
        }
      }
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

  private Pending sendEvents(Processed.Decided decided) {
    Future<RecordMetadata> first = null;
    Future<RecordMetadata> last = null;
    int partition = owned.state().partition();
    for (LinkedEvent event : decided.events()) {
      last =
          producer.send(EventRecords.toSend(partition, decided.key(), event.value(), event.link()));
      first = first == null ? last : first;
    }
    lastEvent = last == null ? lastEvent : last;
    return new Pending(decided, first, last);
  }

  /** Sends the replies; the events must have been flushed, because replies name their offsets. */
  void reply() {
    for (Pending one : pending) {
      switch (one.processed()) {
        case Processed.Decided decided -> {
          if (one.first() != null && one.last() != null) {
            owned.processor().locate(decided, offsetOf(one.first()), offsetOf(one.last()));
          }
          lastReply = sendReply(decided.key(), decided.reply().remembered().bytes());
        }
        case Processed.Repeated repeated ->
            lastReply = sendReply(repeated.key(), repeated.first().bytes());
        case Processed.Buried buried -> {
          Processed.Rejection rejection = buried.rejection();
          if (rejection != null) {
            lastReply = sendReply(rejection.key(), rejection.bytes());
          }
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

  OwnedPartition owned() {
    return owned;
  }

  private Future<RecordMetadata> sendReply(byte[] key, byte[] value) {
    return producer.send(
        new ProducerRecord<>(LogTopics.REPLIES, owned.state().partition(), key, value));
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
