package dev.snapledger.runtime.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of the command topic that was no command, as it was kept.
 *
 * @param place where it is in the dead-letter topic
 * @param code stable code of why
 * @param reason what was expected and what was found
 * @param origin where it was in the command topic
 * @param appendedAt when it was appended there
 * @param valueBytes length of its original value; -1 when it had none
 * @param key its key; null when it had none, or was too long to be kept whole
 * @param value its value, or the beginning of it
 * @param headers its own headers, in order
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
    LogPlace place,
    String code,
    String reason,
    LogPlace origin,
    Instant appendedAt,
    int valueBytes,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers) {
  public DeadLetter {
    headers = List.copyOf(headers);
  }

  /**
   * Reads a record of the dead-letter topic.
   *
   * @throws IllegalArgumentException if it lacks a header: somebody else wrote it
   */
  public static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    Header[] all = record.headers().toArray();
    int own = Math.max(0, all.length - DeadLetterHeaders.COUNT);
    LogPlace place = new LogPlace(record.partition(), record.offset());
    return new DeadLetter(
        place,
        text(record, DeadLetterHeaders.CODE),
        text(record, DeadLetterHeaders.REASON),
        new LogPlace(
            (int) number(record, DeadLetterHeaders.PARTITION),
            number(record, DeadLetterHeaders.OFFSET)),
        Instant.ofEpochMilli(number(record, DeadLetterHeaders.TIMESTAMP)),
        (int) number(record, DeadLetterHeaders.VALUE_BYTES),
        record.key(),
        record.value(),
        Arrays.asList(all).subList(0, own));
  }

  /** Whether only the beginning of the value was kept. */
  public boolean truncated() {
    return value != null && value.length < valueBytes;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      throw new IllegalArgumentException(
          "expected header %s in dead letter %d@%d, but found none"
              .formatted(name, record.partition(), record.offset()));
    }
    return new String(header.value(), UTF_8);
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String name) {
    String text = text(record, name);
    if (!text.matches("-?[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "expected a number as header %s of dead letter %d@%d, but found '%s'"
              .formatted(name, record.partition(), record.offset(), text));
    }
    return Long.parseLong(text);
  }
}
