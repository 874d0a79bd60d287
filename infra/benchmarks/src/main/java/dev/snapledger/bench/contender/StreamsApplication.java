package dev.snapledger.bench.contender;

import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Kafka Streams with {@code exactly_once_v2} and a cached RocksDB store, one thread: the usual way
 * to write such a thing on Kafka. Batch and poll sizes are the product's, everything else is the
 * library's own default.
 */
final class StreamsApplication extends Taker {
  static final String EVENTS = "bench.streams.events";
  static final String REPLIES = "bench.streams.replies";

  private static final String SOURCE = "commands";
  private static final String RULE = "rate";

  private final KafkaStreams streams;

  private StreamsApplication(Setup setup, OutputShape shape) {
    super(setup.partitions());
    this.streams = new KafkaStreams(topology(shape), settings(setup), new Clients());
    streams.setUncaughtExceptionHandler(
        failure -> {
          failure.printStackTrace(System.err);
          Runtime.getRuntime().halt(1);
          throw new IllegalStateException(failure);
        });
  }

  static StreamsApplication open(Setup setup, OutputShape shape) {
    StreamsApplication application = new StreamsApplication(setup, shape);
    application.streams.start();
    return application;
  }

  private static Topology topology(OutputShape shape) {
    var bytes = new ByteArraySerializer();
    return new Topology()
        .addSource(
            SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), LogTopics.COMMANDS)
        .addProcessor(RULE, () -> new RateProcessor(shape), SOURCE)
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(RateProcessor.STORE),
                    Serdes.Bytes(),
                    Serdes.ByteArray())
                .withCachingEnabled(),
            RULE)
        .addSink(RateProcessor.EVENTS, EVENTS, bytes, bytes, RULE)
        .addSink(RateProcessor.REPLIES, REPLIES, bytes, bytes, RULE);
  }

  private static Properties settings(Setup setup) {
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            "bench-streams",
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            setup.bootstrapServers(),
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            1,
            StreamsConfig.STATE_DIR_CONFIG,
            setup.folder().resolve("streams").toString(),
            StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
            KafkaLogClients.BATCH_RECORDS_MAX,
            StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
            setup.connection().consumer().get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
            StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
            "earliest",
            StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
            setup.connection().producer().get(ProducerConfig.BATCH_SIZE_CONFIG)));
    return settings;
  }

  private final class Clients implements KafkaClientSupplier {
    @Override
    public Admin getAdmin(Map<String, Object> config) {
      return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
      Map<String, Object> all = new HashMap<>(config);
      all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
      all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
      return new WatchedProducer(all, progress());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
      return gate().before(plain(config));
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
      return plain(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
      return plain(config);
    }

    private Consumer<byte[], byte[]> plain(Map<String, Object> config) {
      return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
  }

  @Override
  public void close() {
    gate().open();
    streams.close();
  }
}
