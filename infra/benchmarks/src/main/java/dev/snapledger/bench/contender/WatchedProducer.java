package dev.snapledger.bench.contender;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/** Tells which consumed offsets are committed. */
final class WatchedProducer extends KafkaProducer<byte[], byte[]> {
  private final Progress progress;
  private final Map<TopicPartition, OffsetAndMetadata> open = new HashMap<>();

  WatchedProducer(Map<String, Object> config, Progress progress) {
    super(config);
    this.progress = progress;
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    super.sendOffsetsToTransaction(offsets, group);
    open.putAll(offsets);
  }

  @Override
  public void commitTransaction() {
    super.commitTransaction();
    open.forEach((log, at) -> progress.committed(log.partition(), at.offset()));
    open.clear();
  }
}
