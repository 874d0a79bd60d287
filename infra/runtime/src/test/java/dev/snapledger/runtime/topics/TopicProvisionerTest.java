package dev.snapledger.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.broker.EmbeddedBroker;
import dev.snapledger.broker.EmbeddedBrokerSettings;
import dev.snapledger.commands.id.SubscriptionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics of a real broker: created, found again, and refused when they were changed. */
@Timeout(240)
class TopicProvisionerTest {

  private static final TopicLayout LAYOUT = TopicLayout.singleNode();
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  @TempDir static Path directory;
  private static EmbeddedBroker broker;
  private static Admin admin;
  private static TopicProvisioner provisioner;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(EmbeddedBrokerSettings.in(directory));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    provisioner = new TopicProvisioner(admin, ANSWER_MAX);
  }

  @AfterAll
  static void stopBroker() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void createTopics() {
    provisioner.provision(LAYOUT);
  }

  @AfterEach
  void deleteTopics() throws Exception {
    delete(admin.listTopics().names().get());
  }

  @Test
  void createsOnlyWhatIsMissing() throws Exception {
    // given
    assertThat(provisioner.provision(LAYOUT)).isEmpty();
    delete(Set.of("ledger.replies"));

    // when
    List<LedgerTopic> created = provisioner.provision(LAYOUT);

    // then
    assertThat(created).containsExactly(LedgerTopic.REPLIES);
  }

  @ParameterizedTest
  @CsvSource({
    "ledger.commands, message.timestamp.type, CreateTime, =LogAppendTime",
    "ledger.events, retention.ms, 604800000, =-1",
    "ledger.events, retention.bytes, 1000000, =-1",
    "ledger.events, cleanup.policy, compact, =delete",
    "ledger.block-maps, retention.ms, 604800000, =-1",
    "ledger.dead-letters, retention.ms, 604800000, =-1",
    "ledger.replies, retention.ms, 3600000, ' of at least 86400000'",
    "ledger.commands, max.message.bytes, 1048576, ' of at least 1049600'",
    "ledger.events, unclean.leader.election.enable, true, =false",
  })
  void refusesExistingTopicWithAnotherSetting(
      String topic, String setting, String found, String expected) throws Exception {
    // given
    set(topic, setting, found);

    // when
    assertThatThrownBy(() -> provisioner.provision(LAYOUT))
        // then
        .isInstanceOf(TopicMismatchException.class)
        .hasMessage(
            "the topics do not fit this ledger: %s: expected %s%s, but found %s",
            topic, setting, expected, found);
  }

  @Test
  void acceptsExistingTopicThatKeepsMore() throws Exception {
    set("ledger.replies", "retention.ms", "-1");
    set("ledger.commands", "max.message.bytes", "9999999");

    assertThat(provisioner.provision(LAYOUT)).isEmpty();
  }

  @Test
  void refusesAnotherNumberOfPartitionsAndFewerReplicasAllAtOnce() throws Exception {
    // given
    admin.createPartitions(Map.of("ledger.events", NewPartitions.increaseTo(9))).all().get();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                admin
                    .describeTopics(List.of("ledger.events"))
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .allMatch(topic -> topic.partitions().size() == 9));

    // when
    assertThatThrownBy(() -> provisioner.provision(new TopicLayout(8, 2, 1, Duration.ofDays(1))))
        // then
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining("ledger.events: expected 8 partitions, but found 9")
        .hasMessageContaining("ledger.commands: expected at least 2 replicas, but found 1");
  }

  @Test
  void saysWhenTheClusterCannotHoldTheReplicas() throws Exception {
    delete(Set.of("ledger.replies"));

    assertThatThrownBy(() -> provisioner.provision(TopicLayout.replicated()))
        .isInstanceOf(TopicsFault.class)
        .hasMessageContaining("create ledger.replies")
        .hasMessageContaining("replication factor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"listTopics", "createTopics", "describeTopics", "describeConfigs"})
  void asksAgainAfterASilence(String question) throws Exception {
    // given
    delete(Set.of("ledger.replies"));
    try (var silence = new SilentAdmin(admin, question, Patience.ASKED_MAX - 1)) {
      // when
      new TopicProvisioner(silence.admin(), ANSWER_MAX).provision(LAYOUT);

      // then
      assertThat(silence.left()).isZero();
      assertThat(admin.listTopics().names().get()).contains("ledger.replies");
    }
  }

  @Test
  void endsWhereNobodyAnswers() {
    try (var silence = new SilentAdmin(admin, "listTopics", Patience.ASKED_MAX)) {
      assertThatThrownBy(() -> new TopicProvisioner(silence.admin(), ANSWER_MAX).provision(LAYOUT))
          .isInstanceOf(TopicsFault.class)
          .hasMessageContaining("list the topics");
      assertThat(silence.left()).isZero();
    }
  }

  @Test
  void agreesWithTheDefaultPartitionerAndLetsTheBrokerSetTheTime() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (SubscriptionId subscription : subscriptions()) {
        RecordMetadata sent =
            producer
                .send(
                    new ProducerRecord<>(
                        "ledger.commands",
                        null,
                        1L, // The producer's idea of the time.
                        SubscriptionKey.of(subscription),
                        new byte[1]))
                .get();

        assertThat(sent.partition()).isEqualTo(LAYOUT.partitionOf(subscription));
        assertThat(sent.timestamp()).isGreaterThan(1L);
      }
    }
  }

  @Test
  void takesTheLargestCommandAndNoLargerOne() throws Exception {
    SubscriptionId subscription = subscriptions().getFirst();
    int largest = LedgerTopic.COMMANDS.recordBytesMax() - SubscriptionKey.of(subscription).length;
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      assertThat(send(producer, subscription, largest).hasOffset()).isTrue();
      assertThatThrownBy(
              () -> send(producer, subscription, largest + LedgerTopic.BATCH_OVERHEAD_BYTES_MAX))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(RecordTooLargeException.class);
    }
  }

  private static RecordMetadata send(
      KafkaProducer<byte[], byte[]> producer, SubscriptionId subscription, int bytes)
      throws Exception {
    return producer
        .send(
            new ProducerRecord<>(
                "ledger.commands", SubscriptionKey.of(subscription), new byte[bytes]))
        .get();
  }

  private static List<SubscriptionId> subscriptions() {
    return LongStream.range(0, 40).mapToObj(n -> new SubscriptionId(new UUID(7 * n, n))).toList();
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 4_000_000);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void delete(Set<String> names) throws Exception {
    admin.deleteTopics(names).all().get();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> admin.listTopics().names().get().stream().noneMatch(names::contains));
  }

  private static void set(String topic, String setting, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                admin.describeConfigs(List.of(resource)).all().get().values().stream()
                    .allMatch(config -> config.get(setting).value().equals(value)));
  }
}
