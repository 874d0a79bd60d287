package dev.snapledger.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.snapledger.runtime.deadletter.DeadLetterHeaders;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.Processed;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes the record of the dead-letter topic: the original key, value and headers as they are, and
 * behind those its own headers, all UTF-8 text.
 *
 * <p>A compressed batch can hold records that are longer than the broker lets anybody write alone.
 * Of those only the beginning of the value is kept; the whole is where the headers say.
 */
final class DeadLetters {
  static final String CODE = DeadLetterHeaders.CODE;
  static final String REASON = DeadLetterHeaders.REASON;
  static final String TOPIC = DeadLetterHeaders.TOPIC;
  static final String PARTITION = DeadLetterHeaders.PARTITION;
  static final String OFFSET = DeadLetterHeaders.OFFSET;
  static final String TIMESTAMP = DeadLetterHeaders.TIMESTAMP;
  static final String VALUE_BYTES = DeadLetterHeaders.VALUE_BYTES;

  /** Most bytes of key, value and headers that are kept whole. */
  static final int ORIGINAL_BYTES_MAX = 1024 * 1024;

  private static final Header[] NO_HEADERS = {};

  private DeadLetters() {}

  static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> record, Processed.Buried buried) {
    byte[] value = record.value();
    boolean whole = bytesOf(record) <= ORIGINAL_BYTES_MAX;
    Headers headers = new RecordHeaders(whole ? record.headers().toArray() : NO_HEADERS);
    add(headers, VALUE_BYTES, Integer.toString(value == null ? -1 : value.length));
    add(headers, CODE, buried.code().code());
    add(headers, REASON, buried.text());
    add(headers, TOPIC, record.topic());
    add(headers, PARTITION, Integer.toString(record.partition()));
    add(headers, OFFSET, Long.toString(record.offset()));
    add(headers, TIMESTAMP, Long.toString(record.timestamp()));
    return new ProducerRecord<>(
        LogTopics.DEAD_LETTERS,
        null,
        null,
        whole ? record.key() : null,
        whole || value == null
            ? value
            : Arrays.copyOf(value, Math.min(value.length, ORIGINAL_BYTES_MAX)),
        headers);
  }

  private static long bytesOf(ConsumerRecord<byte[], byte[]> record) {
    long bytes = record.serializedKeySize() + (long) record.serializedValueSize();
    for (Header header : record.headers()) {
      bytes += header.key().length() * 3L + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
