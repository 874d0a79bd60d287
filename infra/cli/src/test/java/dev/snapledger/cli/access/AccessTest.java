package dev.snapledger.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.config.Settings;
import dev.snapledger.cli.LedgerCli;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.runtime.client.KafkaCommandClient;
import dev.snapledger.runtime.kafka.KafkaConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose broker asks who is there, and people with and without rights. */
class AccessTest {
  private static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.parse("00000000-0000-0000-0000-0000000000dd");

  @TempDir static Path folder;
  private static Path data;
  private static LedgerNode node;
  private static KafkaConnection commander;
  private static KafkaConnection reader;

  @BeforeAll
  static void start() {
    data = folder.resolve("data");
    node =
        LedgerNode.start(
            data,
            Settings.of(Map.of("log.partitions", "1", "broker.security", "scram")),
            NodePorts.real());
    commander = user("commander", "command");
    reader = user("reader", "read");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static LedgerCli run(String... words) {
    List<String> all = new ArrayList<>(List.of("access"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return LedgerCli.run(all.toArray(String[]::new));
  }

  /** Adds a user by the command line; the connection is made of what that prints. */
  private static KafkaConnection user(String name, String may) {
    LedgerCli added = run("add-user", name, "--may", may);
    assertThat(added.exitCode()).as(added.toString()).isZero();
    Map<String, String> properties = new HashMap<>();
    added
        .out()
        .lines()
        .filter(line -> line.contains("="))
        .forEach(
            line -> {
              String[] parts = line.split("=", 2);
              properties.put(parts[0], parts[1]);
            });
    assertThat(properties).containsKeys("bootstrap.servers", "sasl.jaas.config");
    return new KafkaConnection(properties);
  }

  private static CreateDisk disk(String name) {
    return new CreateDisk(
        new CommandHeader(new CommandId(UUID.randomUUID()), SUBSCRIPTION, "commander"),
        new ResourceName("group", name),
        "eastus",
        "Premium_LRS",
        4,
        DiskOrigin.EMPTY,
        Map.of());
  }

  private static Throwable send(KafkaConnection connection, String topic) throws Exception {
    try (var producer = new KafkaProducer<byte[], byte[]>(connection.producer())) {
      producer.send(new ProducerRecord<>(topic, 0, new byte[] {1}, new byte[] {1})).get();
    } catch (java.util.concurrent.ExecutionException e) {
      return java.util.Objects.requireNonNull(e.getCause());
    } catch (KafkaException e) {
      return e;
    }
    return new AssertionError("expected a refusal, but the record was taken");
  }

  private static void read(KafkaConnection connection, String topic) {
    TopicPartition log = new TopicPartition(topic, 0);
    try (var consumer = new KafkaConsumer<byte[], byte[]>(connection.consumer())) {
      consumer.assign(Set.of(log));
      consumer.seek(log, 0);
      while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
        // What is asked for is there, or a refusal comes.
      }
    }
  }

  @Test
  void letsOnlyCommandWhoMayCommand() throws Exception {
    // when
    try (KafkaCommandClient client = KafkaCommandClient.open(commander)) {
      assertThat(client.submit(disk("allowed")).get(1, TimeUnit.MINUTES).outcome())
          .isInstanceOf(Accepted.class);
    }

    // then
    read(commander, "ledger.replies");
    for (String topic : List.of("ledger.events", "ledger.replies", "ledger.dead-letters")) {
      assertThat(send(commander, topic)).as(topic).isInstanceOf(TopicAuthorizationException.class);
    }
    assertThatThrownBy(() -> read(commander, "ledger.events"))
        .isInstanceOf(TopicAuthorizationException.class);
    assertThat(send(reader, "ledger.commands")).isInstanceOf(TopicAuthorizationException.class);
    read(reader, "ledger.events");
  }

  @Test
  void refusesWhoIsNobody() throws Exception {
    // given
    KafkaConnection anonymous = KafkaConnection.to(node.bootstrapServers());
    Map<String, String> wrong = new HashMap<>(commander.properties());
    wrong.computeIfPresent(
        "sasl.jaas.config", (_, text) -> text.replaceFirst("password=\"....", "password=\"0000"));
    Map<String, String> impatient = new HashMap<>(anonymous.properties());
    impatient.put("producer.max.block.ms", "3000");
    impatient.put("producer.delivery.timeout.ms", "10000");

    // then
    assertThat(send(new KafkaConnection(wrong), "ledger.commands"))
        .isInstanceOf(SaslAuthenticationException.class);
    assertThat(send(new KafkaConnection(impatient), "ledger.commands"))
        .isInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
  }

  @Test
  void refusesAnonymousAndUnprivilegedAdministration() {
    try (Admin admin = Admin.create(commander.admin())) {
      assertThatThrownBy(() -> admin.deleteTopics(List.of("ledger.commands")).all().get())
          .hasCauseInstanceOf(TopicAuthorizationException.class);
      assertThatThrownBy(() -> admin.describeUserScramCredentials().all().get())
          .hasCauseInstanceOf(org.apache.kafka.common.errors.ClusterAuthorizationException.class);
    }
  }

  @Test
  void forgetsWhoWasRemoved() throws Exception {
    // given
    KafkaConnection guest = user("guest", "command");
    assertThat(run("users").out())
        .contains(
            "guest: READ ledger.replies, WRITE ledger.commands",
            "reader: READ ledger.block-maps, READ ledger.events, READ ledger.replies");

    // when
    LedgerCli removed = run("remove-user", "guest");

    // then
    assertThat(removed.exitCode()).isZero();
    assertThat(run("users").out()).doesNotContain("guest");
    assertThat(send(guest, "ledger.commands")).isInstanceOf(SaslAuthenticationException.class);
  }

  @Test
  void keepsTheNodesSecretToItself() throws Exception {
    // given
    Path broker = data.resolve("broker");
    String secret = Files.readString(broker.resolve("node.secret")).strip();

    // then
    for (String file : List.of("node.secret", "server.properties")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(broker.resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
    try (var files = Files.walk(data)) {
      assertThat(files.filter(Files::isRegularFile).filter(file -> contains(file, secret)))
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("node.secret", "server.properties");
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
          .contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
