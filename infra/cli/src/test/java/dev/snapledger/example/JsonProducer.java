package dev.snapledger.example;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteBufferSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A process of its own that sends the commands it reads from standard input, a name and Avro JSON
 * on each line, and prints the replies as JSON.
 *
 * <p>Arguments: bootstrap servers, directory of the schemas.
 */
public final class JsonProducer {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int POLLS_MAX = 300;

  private final Path schemas;
  private final KafkaProducer<String, ByteBuffer> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final BinaryMessageDecoder<GenericRecord> replies;

  private JsonProducer(String bootstrap, Path schemas) throws IOException {
    this.schemas = schemas;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringSerializer(),
            new ByteBufferSerializer());
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.replies = new BinaryMessageDecoder<>(GenericData.get(), schema("reply/Reply"));
    List<TopicPartition> all =
        consumer.partitionsFor("ledger.replies").stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position); // Looked up now, before a command is sent.
  }

  public static void main(String[] arguments) throws Exception {
    var program = new JsonProducer(arguments[0], Path.of(arguments[1]));
    System.out.println("ready");
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", 2);
      System.out.println(program.answer(words[0], words[1]));
    }
    program.producer.close();
    program.consumer.close();
  }

  private GenericRecord answer(String command, String json) throws Exception {
    Schema schema = schema("command/" + command);
    var decoder = DecoderFactory.get().jsonDecoder(schema, json);
    GenericRecord record = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
    var header = (GenericRecord) record.get("header");
    String subscription = header.get("subscriptionId").toString();
    ByteBuffer value = new BinaryMessageEncoder<>(GenericData.get(), schema).encode(record);
    producer.send(new ProducerRecord<>("ledger.commands", subscription, value)).get();
    return reply(subscription, header.get("commandId").toString());
  }

  private GenericRecord reply(String subscription, String commandId) throws IOException {
    for (int poll = 0; poll < POLLS_MAX; poll++) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        GenericRecord reply = replies.decode(record.value());
        if (record.key().equals(subscription)
            && reply.get("commandId").toString().equals(commandId)) {
          return reply;
        }
      }
    }
    throw new IllegalStateException("expected a reply to " + commandId + ", but found none");
  }

  private Schema schema(String name) throws IOException {
    return new Schema.Parser().parse(schemas.resolve(name + ".avsc").toFile());
  }
}
