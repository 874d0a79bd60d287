package dev.snapledger.runtime.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Clients of a real cluster for one node. */
public final class KafkaLogClients implements LogClients {
  /** Most records of one poll, hence of one transaction. */
  public static final int BATCH_RECORDS_MAX = 4_000;

  /** Longest time that the closing of one client takes. */
  public static final Duration CLOSE_MAX = Duration.ofSeconds(5);

  /** How long a silent node keeps its partitions, in milliseconds. */
  static final int SESSION_TIMEOUT_MILLIS = 10_000;

  /** How long a dead node's open transaction can hold up its successor, in milliseconds. */
  static final int TRANSACTION_TIMEOUT_MILLIS = 15_000;

  /**
   * Pause before a transaction's first request is tried again, in milliseconds. The coordinator
   * refuses it while it writes the last markers of the transaction before, which takes less.
   */
  static final int TRANSACTION_RETRY_MILLIS = 10;

  private final KafkaConnection connection;
  private final String groupId;
  private final String nodeId;
  private final String transactionalId;

  /**
   * Clients for one node.
   *
   * @param groupId group of the command processors
   * @param nodeId name of this node, unique in the group and the same after a restart
   */
  public KafkaLogClients(KafkaConnection connection, String groupId, String nodeId) {
    this(connection, groupId, nodeId, transactionalId(groupId, nodeId));
  }

  /**
   * As above.
   *
   * @param transactionalId of this node alone, the same after a restart
   */
  public KafkaLogClients(
      KafkaConnection connection, String groupId, String nodeId, String transactionalId) {
    this.connection = connection;
    this.transactionalId = transactionalId;
    this.groupId = groupId;
    this.nodeId = nodeId;
  }

  /** The transactional id of a node: its successor after a crash ends what it left open. */
  public static String transactionalId(String prefix, String nodeId) {
    return prefix + "." + nodeId;
  }

  /** How a consumer is closed: it leaves its group, and takes a bounded time for it. */
  public static CloseOptions closeOptions() {
    return CloseOptions.timeout(CLOSE_MAX)
        .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
  }

  @Override
  public Consumer<byte[], byte[]> groupMember() {
    Map<String, Object> config = connection.consumer();
    config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH_RECORDS_MAX);
    config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
    config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MILLIS / 5);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, nodeId);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return new KafkaConsumer<>(config);
  }

  @Override
  public Consumer<byte[], byte[]> reader() {
    Map<String, Object> config = connection.consumer();
    config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH_RECORDS_MAX);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    return new KafkaConsumer<>(config);
  }

  @Override
  public Producer<byte[], byte[]> transactionalProducer() {
    Map<String, Object> config = connection.producer();
    config.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
    config.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, TRANSACTION_RETRY_MILLIS);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    return new KafkaProducer<>(config);
  }

  @Override
  public Admin admin() {
    return Admin.create(connection.admin());
  }
}
