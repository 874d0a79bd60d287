package dev.snapledger.runtime.kafka;

import dev.snapledger.runtime.partition.EventLink;
import dev.snapledger.runtime.partition.EventRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Records of the event topic as Kafka's clients have them. */
public final class EventRecords {
  private EventRecords() {}

  /** A record to send, with its link as header. */
  public static ProducerRecord<byte[], byte[]> toSend(
      int partition, byte[] key, byte[] value, EventLink link) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(LogTopics.EVENTS, partition, key, value);
    record.headers().add(EventLink.HEADER, link.toBytes());
    return record;
  }

  /** A record that was read; it must have a value. */
  public static EventRecord of(ConsumerRecord<byte[], byte[]> record) {
    return of(record.offset(), record.key(), record.value(), record.headers());
  }

  /** The same of its parts. */
  public static EventRecord of(long offset, byte @Nullable [] key, byte[] value, Headers headers) {
    Header link = headers.lastHeader(EventLink.HEADER);
    return new EventRecord(offset, key, value, link == null ? null : EventLink.of(link.value()));
  }
}
