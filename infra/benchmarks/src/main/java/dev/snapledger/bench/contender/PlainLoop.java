package dev.snapledger.bench.contender;

import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Consume, transform, produce in one transaction per poll, by the product's own clients: decodes
 * nothing, decides nothing, and writes as many records of the same mean sizes. The limit of what
 * any loop of this shape can reach.
 */
final class PlainLoop extends Taker {
  static final String EVENTS = "bench.plain.events";
  static final String REPLIES = "bench.plain.replies";

  private static final Duration POLL_MAX = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final OutputShape shape;
  private final OutputShape.Cycle cycle;
  private final Thread thread;
  private volatile boolean closing;

  private PlainLoop(Setup setup, OutputShape shape) {
    super(setup.partitions());
    KafkaLogClients clients = setup.clients("bench-plain");
    this.consumer = gate().before(clients.groupMember());
    this.producer = clients.transactionalProducer();
    this.shape = shape;
    this.cycle = shape.cycle();
    this.thread = Thread.ofPlatform().name("plain-loop").unstarted(this::loop);
  }

  static PlainLoop open(Setup setup, OutputShape shape) {
    PlainLoop loop = new PlainLoop(setup, shape);
    loop.thread.start();
    return loop;
  }

  private void loop() {
    producer.initTransactions();
    consumer.subscribe(List.of(LogTopics.COMMANDS), new FromStart());
    while (!closing) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_MAX);
      if (!records.isEmpty()) {
        transact(records);
      }
    }
  }

  /** Before its first commit a group has no offsets. */
  private final class FromStart implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      assigned.forEach(partition -> consumer.seek(partition, 0));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {}
  }

  private void transact(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    producer.beginTransaction();
    for (TopicPartition log : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(log);
      ofPartition.forEach(this::transform);
      offsets.put(log, new OffsetAndMetadata(ofPartition.getLast().offset() + 1));
    }
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
    offsets.forEach((log, at) -> progress().committed(log.partition(), at.offset()));
  }

  private void transform(ConsumerRecord<byte[], byte[]> command) {
    for (int i = cycle.nextEvents(); i > 0; i--) {
      send(EVENTS, command, shape.eventBytes());
    }
    send(REPLIES, command, shape.replyBytes());
  }

  private void send(String topic, ConsumerRecord<byte[], byte[]> command, int bytes) {
    byte[] value = Arrays.copyOf(command.value(), bytes);
    var _ = producer.send(new ProducerRecord<>(topic, command.partition(), command.key(), value));
  }

  @Override
  public void close() {
    closing = true;
    gate().open();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close(KafkaLogClients.closeOptions());
    producer.close(KafkaLogClients.CLOSE_MAX);
  }
}
