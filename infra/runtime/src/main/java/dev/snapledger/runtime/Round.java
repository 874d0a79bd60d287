package dev.snapledger.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What one poll led to: a decided batch of each partition, written in one transaction.
 *
 * <p>The loop's thread decides; {@link #write} may run on another thread while the loop decides the
 * next round, and touches nothing but the producer, unless {@link #late}.
 *
 * @param batches the batches, decided
 * @param records number of records in all of them
 */
record Round(List<Batch> batches, int records) {
  /** Whether replies must wait for their events, so that nothing can be decided meanwhile. */
  boolean late() {
    return batches.stream().anyMatch(Batch::isLate);
  }

  /** Ends the batches in memory; what is decided from now on belongs to the next round. */
  void seal() {
    batches.forEach(Batch::seal);
  }

  /** How far the round goes in the command topic. */
  Map<TopicPartition, OffsetAndMetadata> offsets(String transactionalId) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Batch batch : batches) {
      // The successor learns from the metadata whose open transaction may be in its way.
      offsets.put(
          batch.commands(), new OffsetAndMetadata(batch.nextCommandOffset(), transactionalId));
    }
    return offsets;
  }

  /**
   * Writes everything and checks that it went where the replies say; the commit is still to come.
   *
   * @throws KafkaException if anything failed; the transaction must be aborted
   */
  void write(
      Producer<byte[], byte[]> producer,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    producer.beginTransaction();
    batches.forEach(batch -> batch.send(producer));
    if (late()) {
      producer.flush();
      batches.forEach(batch -> batch.replyLate(producer));
    }
    producer.sendOffsetsToTransaction(offsets, group);
    producer.flush();
    batches.forEach(Batch::verify);
  }
}
