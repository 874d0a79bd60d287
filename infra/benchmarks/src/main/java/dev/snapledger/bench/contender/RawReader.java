package dev.snapledger.bench.contender;

import dev.snapledger.bench.process.Fields;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Reads committed records and looks at nothing but their length: the limit of any replay. */
final class RawReader implements Contender {
  private static final Duration POLL_MAX = Duration.ofMillis(100);

  private final Setup setup;

  RawReader(Setup setup) {
    this.setup = setup;
  }

  private record Read(long records, long bytes) {}

  /**
   * Verbs: {@code read} measures a read of all events; {@code shape commands=N} tells what was
   * written for N commands.
   */
  @Override
  public Fields run(String verb, Fields request) {
    return switch (verb) {
      case "read" -> {
        Map<TopicPartition, Long> ends = setup.eventEnds();
        Stopwatch watch = new Stopwatch();
        yield watch.stop(read(ends).records());
      }
      case "shape" -> {
        Read events = read(setup.eventEnds());
        Read replies = read(setup.ends(LogTopics.REPLIES));
        yield Fields.none()
            .with("commands", request.number("commands"))
            .with("events", events.records())
            .with("eventBytes", events.bytes() / Math.max(1, events.records()))
            .with("replyBytes", replies.bytes() / Math.max(1, replies.records()));
      }
      default -> throw Contender.unknown(verb);
    };
  }

  private Read read(Map<TopicPartition, Long> ends) {
    long records = 0;
    long bytes = 0;
    try (Consumer<byte[], byte[]> consumer = setup.clients("unused").reader()) {
      consumer.assign(ends.keySet());
      ends.keySet().forEach(log -> consumer.seek(log, 0));
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_MAX)) {
          records++;
          bytes += record.serializedValueSize() + headerBytes(record);
        }
      }
      consumer.close(KafkaLogClients.closeOptions());
    }
    return new Read(records, bytes);
  }

  /** Name, value, and a byte for the length of each, as Kafka writes them. */
  private static int headerBytes(ConsumerRecord<byte[], byte[]> record) {
    int bytes = 0;
    for (Header header : record.headers()) {
      bytes += header.key().length() + header.value().length + 2;
    }
    return bytes;
  }
}
