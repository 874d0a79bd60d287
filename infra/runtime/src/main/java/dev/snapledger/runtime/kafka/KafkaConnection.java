package dev.snapledger.runtime.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Plain Kafka client properties that lead to a cluster: bootstrap servers, SASL, TLS, tuning.
 *
 * <p>A key that begins with {@code consumer.}, {@code producer.} or {@code admin.} is for that kind
 * of client alone and wins over the bare key. What exactly-once rests on (isolation level, acks,
 * idempotence, ids, offset handling) is fixed by the runtime and cannot be overridden.
 *
 * @param properties client properties; {@code bootstrap.servers} is required
 */
public record KafkaConnection(Map<String, String> properties) {
  /** Longest a client call blocks, and longest a produced record is retried, in milliseconds. */
  static final int BLOCK_MILLIS_MAX = 15_000;

  /**
   * How long a producer waits for more records to send with one, in milliseconds: a broker that
   * syncs each append pays for each request. Nothing waits for it that is flushed.
   */
  static final int LINGER_MILLIS = 5;

  /** Longest produced record in bytes: a dead letter holds a whole command record and more. */
  public static final int RECORD_BYTES_MAX = 4 * 1024 * 1024;

  /** What exactly-once rests on, by the names of Kafka's clients. */
  private static final Set<String> FIXED =
      Set.of(
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.GROUP_PROTOCOL_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

  /** Whether a property, with or without the prefix of a kind of client, cannot be overridden. */
  public static boolean isFixed(String property) {
    return FIXED.contains(property.replaceFirst("^(consumer|producer|admin)\\.", ""));
  }

  /** Checks that there are bootstrap servers. */
  public KafkaConnection {
    properties = Map.copyOf(properties);
    String servers = properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (servers == null || servers.isBlank()) {
      throw new IllegalArgumentException(
          "expected Kafka properties with bootstrap.servers, but found only "
              + properties.keySet().stream().sorted().toList());
    }
  }

  /** A plain-text connection, as to the embedded broker. */
  public static KafkaConnection to(String bootstrapServers) {
    return new KafkaConnection(
        Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /**
   * Reads a Java properties file in UTF-8.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it names no bootstrap servers
   */
  public static KafkaConnection load(Path file) throws IOException {
    Properties loaded = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      loaded.load(reader);
    }
    Map<String, String> properties = new HashMap<>();
    loaded.stringPropertyNames().forEach(k -> properties.put(k, loaded.getProperty(k).strip()));
    return new KafkaConnection(properties);
  }

  /** Properties of an admin client. */
  public Map<String, Object> admin() {
    Map<String, Object> config = new HashMap<>();
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MILLIS_MAX);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MILLIS_MAX);
    config.putAll(of("admin."));
    return config;
  }

  /** Properties of a consumer that sees committed records only and stores no offsets itself. */
  public Map<String, Object> consumer() {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MILLIS_MAX);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MILLIS_MAX);
    config.putAll(of("consumer."));
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return config;
  }

  /** Properties of an idempotent producer that waits for all in-sync replicas. */
  public Map<String, Object> producer() {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS_MAX);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MILLIS_MAX / 2);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, BLOCK_MILLIS_MAX);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RECORD_BYTES_MAX);
    config.putAll(of("producer."));
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return config;
  }

  private Map<String, Object> of(String prefix) {
    Map<String, Object> config = new HashMap<>();
    properties.forEach(
        (key, value) -> {
          if (!key.startsWith("consumer.")
              && !key.startsWith("producer.")
              && !key.startsWith("admin.")) {
            config.put(key, value);
          }
        });
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            config.put(key.substring(prefix.length()), value);
          }
        });
    return config;
  }

  /** Names the properties, not their values: they may hold secrets. */
  @Override
  public String toString() {
    return "KafkaConnection" + properties.keySet().stream().sorted().toList();
  }
}
