package dev.snapledger.example;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A process of its own that creates a disk and prints the reply as JSON.
 *
 * <p>Arguments: bootstrap servers, directory of the schemas, subscription, command id.
 */
public final class ForeignClient {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int POLLS_MAX = 300;

  private ForeignClient() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", arguments[0], "isolation.level", "read_committed");
    Path schemas = Path.of(arguments[1]);
    TenLineProducer.createDisk(
        Map.of("bootstrap.servers", arguments[0]),
        schemas.resolve("command/CreateDisk.avsc").toFile(),
        arguments[2],
        arguments[3]);
    System.out.println(
        reply(config, schemas.resolve("reply/Reply.avsc").toFile(), arguments[2], arguments[3]));
  }

  private static GenericRecord reply(
      Map<String, Object> config, File replyAvsc, String subscription, String commandId)
      throws Exception {
    Schema schema = new Schema.Parser().parse(replyAvsc);
    var decoder = new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema);
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor("ledger.replies").stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      for (int poll = 0; poll < POLLS_MAX; poll++) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          GenericRecord reply = decoder.decode(record.value());
          if (record.key().equals(subscription)
              && reply.get("commandId").toString().equals(commandId)) {
            return reply;
          }
        }
      }
    }
    throw new IllegalStateException("expected a reply to " + commandId + ", but found none");
  }
}
