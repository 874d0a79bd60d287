package dev.snapledger.runtime;

import dev.snapledger.broker.EmbeddedBroker;
import dev.snapledger.broker.EmbeddedBrokerSettings;
import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.topics.SubscriptionKey;
import dev.snapledger.runtime.topics.TopicLayout;
import dev.snapledger.runtime.topics.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.awaitility.Awaitility;

/** A broker of the test run, with the ledger's topics made anew for each test. */
final class LedgerCluster implements AutoCloseable {
  static final int PARTITIONS = 4;

  private final EmbeddedBroker broker;
  private final KafkaConnection connection;
  private final Admin admin;
  private Producer<byte[], byte[]> producer;
  private int partitions = PARTITIONS;

  private LedgerCluster(Path directory) {
    this.broker = EmbeddedBroker.start(EmbeddedBrokerSettings.in(directory));
    this.connection = KafkaConnection.to(broker.bootstrapServers());
    this.admin = Admin.create(connection.admin());
    this.producer = patientProducer();
  }

  static LedgerCluster start(Path directory) {
    return new LedgerCluster(directory);
  }

  /** Deletes what earlier tests left, and makes empty topics. */
  void reset() {
    reset(PARTITIONS);
  }

  /** The same with another number of partitions. */
  void reset(int newPartitions) {
    partitions = newPartitions;
    var names = LogEnds.await(admin.listTopics().names());
    LogEnds.await(admin.deleteTopics(names).all());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> LogEnds.await(admin.listTopics().names()).isEmpty());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreException(GroupNotEmptyException.class)
        .until(this::deleteGroups);
    // What a producer knows of deleted topics would be held against those of the same name.
    producer.close();
    producer = patientProducer();
    new TopicProvisioner(admin, Duration.ofSeconds(30))
        .provision(TopicLayout.singleNode().withPartitions(partitions));
  }

  /** A busy machine may take longer to append than a node would ever wait. */
  private Producer<byte[], byte[]> patientProducer() {
    return new KafkaProducer<>(
        connection(
                Map.of(
                    "producer.delivery.timeout.ms", "120000",
                    "producer.max.block.ms", "120000"))
            .producer());
  }

  /** A member that died without leaving keeps its group until its session is over. */
  private boolean deleteGroups() {
    var groups = LogEnds.await(admin.listGroups().all());
    LogEnds.await(
        admin.deleteConsumerGroups(groups.stream().map(group -> group.groupId()).toList()).all());
    return true;
  }

  KafkaConnection connection() {
    return connection;
  }

  /** The same with further client properties. */
  KafkaConnection connection(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(connection.properties());
    all.putAll(more);
    return new KafkaConnection(all);
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Waits until a runtime takes commands of {@code partitions} partitions. */
  static void awaitReady(LedgerRuntime runtime, int partitions) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> runtime.health().ready() && runtime.health().partitions().size() == partitions);
  }

  /** Appends a record to the command topic as any producer might; gives where it is. */
  TopicPartition append(byte[] key, byte[] value) {
    try {
      var sent = producer.send(new ProducerRecord<>(LogTopics.COMMANDS, key, value)).get();
      return new TopicPartition(sent.topic(), sent.partition());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  TopicPartition append(Command command) {
    return append(
        SubscriptionKey.of(command.header().subscriptionId()), new CommandCodec().encode(command));
  }

  /** Appends many commands; returns when all are there, and fails if one is not. */
  void appendAll(List<Command> commands) {
    CommandCodec codec = new CommandCodec();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Command command : commands) {
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  LogTopics.COMMANDS,
                  SubscriptionKey.of(command.header().subscriptionId()),
                  codec.encode(command))));
    }
    producer.flush();
    for (Future<RecordMetadata> one : sent) {
      try {
        one.get();
      } catch (Exception e) {
        throw new AssertionError("expected each command to be appended", e);
      }
    }
  }

  /** Appends a record behind the runtime's back. */
  void forge(String topic, int partition, byte[] key, byte[] value) {
    try {
      producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** All committed records of a topic, partition by partition. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<TopicPartition> logs = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      logs.add(new TopicPartition(topic, partition));
    }
    Map<TopicPartition, Long> ends = new LogEnds(admin).stableEnds(logs);
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    Map<String, Object> config = connection.consumer();
    config.put("fetch.max.wait.ms", 50);
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config)) {
      consumer.assign(logs);
      logs.forEach(log -> consumer.seek(log, 0));
      while (logs.stream().anyMatch(log -> consumer.position(log) < ends.getOrDefault(log, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    all.sort(
        Comparator.<ConsumerRecord<byte[], byte[]>>comparingInt(ConsumerRecord::partition)
            .thenComparingLong(ConsumerRecord::offset));
    return all;
  }

  List<Event> events() {
    EventCodec codec = new EventCodec();
    return read(LogTopics.EVENTS).stream()
        .map(
            record -> {
              try {
                return codec.decode(record.value());
              } catch (UndecodableException e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  List<Reply> replies() {
    ReplyCodec codec = new ReplyCodec();
    return read(LogTopics.REPLIES).stream()
        .map(
            record -> {
              try {
                return codec.decode(record.value());
              } catch (UndecodableException e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  /** Waits until so many replies are committed. */
  List<Reply> awaitReplies(int count) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(this::replies, replies -> replies.size() >= count);
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    broker.close();
  }
}
