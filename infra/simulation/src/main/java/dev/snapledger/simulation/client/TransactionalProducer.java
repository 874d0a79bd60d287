package dev.snapledger.simulation.client;

import dev.snapledger.simulation.log.Ending;
import dev.snapledger.simulation.log.ProducerHandle;
import dev.snapledger.simulation.log.SimulatedLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A transactional producer. After a record was lost, only an abort helps; after it was fenced,
 * nothing; after a commit that was not answered, only the same commit. The methods are those of
 * Kafka's interface.
 */
final class TransactionalProducer {
  private final SimulatedLog log;
  private final ClientFaults faults;
  private final String transactionalId;
  private @Nullable ProducerHandle handle;
  private @Nullable KafkaException broken;
  private boolean begun;
  private boolean written;
  private boolean committing;

  TransactionalProducer(SimulatedLog log, ClientFaults faults, String transactionalId) {
    this.log = log;
    this.faults = faults;
    this.transactionalId = transactionalId;
  }

  public void initTransactions() {
    handle = log.init(transactionalId);
  }

  public void beginTransaction() {
    checkUsable();
    if (begun) {
      throw new IllegalStateException("expected no open transaction, but found one");
    }
    begun = true;
    written = false;
  }

  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    checkUsable();
    if (!begun) {
      throw new IllegalStateException("expected an open transaction, but found none");
    }
    try {
      if (faults.losesRecord()) {
        throw new TimeoutException("a record was not acknowledged");
      }
      SimulatedLog.Appended appended = log.append(record, handle());
      written = true;
      return CompletableFuture.completedFuture(
          new RecordMetadata(appended.log(), appended.offset(), 0, 0, 0, 0));
    } catch (KafkaException e) {
      broken = e;
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Everything is there already: a record is appended when it is sent. */
  public void flush() {}

  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    checkUsable();
    try {
      log.addOffsets(handle(), offsets, group);
      written = true;
    } catch (KafkaException e) {
      broken = e;
      throw e;
    }
  }

  public void commitTransaction() {
    checkUsable();
    if (!begun) {
      throw new IllegalStateException("expected an open transaction, but found none");
    }
    committing = true;
    try {
      commit();
    } catch (ProducerFencedException e) {
      broken = e;
      throw e;
    }
    begun = false;
    committing = false;
  }

  private void commit() {
    if (!written) {
      return;
    }
    switch (faults.commitFate()) {
      case DONE -> log.end(handle(), Ending.COMMIT);
      case UNANSWERED -> {
        log.end(handle(), Ending.COMMIT);
        throw new TimeoutException("a commit was not answered");
      }
      case LOST -> throw new TimeoutException("a commit did not arrive");
      case LATE -> {
        log.endLate(handle(), Ending.COMMIT);
        throw new TimeoutException("a commit is on its way");
      }
      case SWALLOWED -> log.end(handle(), Ending.ABORT);
    }
  }

  public void abortTransaction() {
    if (broken instanceof ProducerFencedException) {
      throw broken;
    }
    if (!begun || committing) {
      throw new IllegalStateException("expected a transaction to abort, but it is committing");
    }
    if (written) {
      log.end(handle(), Ending.ABORT);
    }
    broken = null;
    begun = false;
  }

  public void close(Duration timeout) {
    begun = false;
  }

  private void checkUsable() {
    KafkaException failure = broken;
    if (failure instanceof ProducerFencedException) {
      throw failure;
    }
    if (failure != null) {
      throw new KafkaException("expected to go on, but only an abort is possible", failure);
    }
  }

  private ProducerHandle handle() {
    ProducerHandle known = handle;
    if (known == null) {
      throw new IllegalStateException("expected initTransactions first");
    }
    return known;
  }
}
