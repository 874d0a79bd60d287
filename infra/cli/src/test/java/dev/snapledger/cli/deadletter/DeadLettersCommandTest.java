package dev.snapledger.cli.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.config.Settings;
import dev.snapledger.cli.LedgerCli;
import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.partition.DeadLetterCode;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running node is sent poison of every kind, and a person deals with it. */
class DeadLettersCommandTest {
  private static final int PARTITIONS = 2;
  private static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.parse("00000000-0000-0000-0000-0000000000cc");
  private static final byte[] KEY = SubscriptionKey.of(SUBSCRIPTION);
  private static final int HOME = SubscriptionKey.partitionOf(KEY, PARTITIONS);

  @TempDir static Path folder;
  private static Path data;
  private static LedgerNode node;

  /** Place of the dead letter of each code, as the command line names it. */
  private static final Map<DeadLetterCode, String> PLACES = new EnumMap<>(DeadLetterCode.class);

  /** What the metrics say of each code while the node that buried them runs. */
  private static final Map<DeadLetterCode, Double> COUNTED = new EnumMap<>(DeadLetterCode.class);

  @BeforeAll
  static void poison() throws Exception {
    data = folder.resolve("data");
    node = startNode();
    try (var producer =
        new KafkaProducer<byte[], byte[]>(KafkaConnection.to(node.bootstrapServers()).producer())) {
      for (DeadLetterCode code : DeadLetterCode.values()) {
        producer.send(poison(code)).get();
      }
    }
    // A command behind the poison in each partition is decided.
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertThat(node.commands().submit(disk(in(partition), "behind")).get(1, TimeUnit.MINUTES))
          .satisfies(reply -> assertThat(reply.outcome()).isInstanceOf(Accepted.class));
    }
    for (DeadLetterCode code : DeadLetterCode.values()) {
      COUNTED.put(
          code,
          node.metrics()
              .get("ledger.runtime.dead.letters")
              .tag("code", code.code())
              .counter()
              .count());
    }
    LedgerCli listed = run("list");
    assertThat(listed.exitCode()).as(listed.toString()).isZero();
    listed
        .out()
        .lines()
        .filter(line -> line.contains("@"))
        .forEach(
            line -> {
              String[] words = line.split(" +", -1);
              for (DeadLetterCode code : DeadLetterCode.values()) {
                if (words[2].equals(code.code())) {
                  PLACES.put(code, words[0]);
                }
              }
            });
  }

  private static LedgerNode startNode() {
    return LedgerNode.start(data, Settings.of(Map.of("log.partitions", "2")), NodePorts.real());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static ProducerRecord<byte[], byte[]> poison(DeadLetterCode code) {
    byte[] whole = new CommandCodec().encode(disk(SUBSCRIPTION, "disk-" + code));
    byte[] unknown = whole.clone();
    unknown[5] ^= 1;
    return switch (code) {
      case OVERSIZED -> record(HOME, KEY, new byte[300_000]);
      case MISSING_KEY -> record(HOME, null, whole);
      case UNDECODABLE -> record(HOME, KEY, Arrays.copyOf(whole, whole.length - 20));
      case UNKNOWN_FINGERPRINT -> record(HOME, KEY, unknown);
      case KEY_MISMATCH -> record(HOME, "somebody".getBytes(UTF_8), whole);
      case WRONG_PARTITION -> record(1 - HOME, KEY, whole);
    };
  }

  private static ProducerRecord<byte[], byte[]> record(
      int partition, byte @Nullable [] key, byte[] value) {
    return new ProducerRecord<>(
        "ledger.commands",
        partition,
        null,
        key,
        value,
        List.of(new RecordHeader("trace", "abc\u001b[2J".getBytes(UTF_8))));
  }

  private static SubscriptionId in(int partition) {
    long number = 1;
    while (true) {
      var subscription = new SubscriptionId(new UUID(7, number++));
      if (SubscriptionKey.partitionOf(SubscriptionKey.of(subscription), PARTITIONS) == partition) {
        return subscription;
      }
    }
  }

  private static CreateDisk disk(SubscriptionId subscription, String name) {
    return new CreateDisk(
        new CommandHeader(new CommandId(UUID.randomUUID()), subscription, "a test"),
        new ResourceName("group", name),
        "eastus",
        "Premium_LRS",
        4,
        DiskOrigin.EMPTY,
        Map.of());
  }

  private static LedgerCli run(String... words) {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return LedgerCli.run(all.toArray(String[]::new));
  }

  private static String place(DeadLetterCode code) {
    String place = PLACES.get(code);
    assertThat(place).as("a dead letter with code %s", code.code()).isNotNull();
    return String.valueOf(place);
  }

  @Test
  void stopNothingAndAreListed() {
    // then
    assertThat(PLACES).containsOnlyKeys(DeadLetterCode.values());
    assertThat(node.health().runtime().ready()).isTrue();
    assertThat(COUNTED).containsOnlyKeys(DeadLetterCode.values()).doesNotContainValue(0.0);
    LedgerCli one = run("list", "--code", "WrongPartition");
    assertThat(one.out().lines())
        .hasSize(2)
        .first()
        .asString()
        .contains("WrongPartition", "from " + (1 - HOME) + "@0", "expected subscription");
    assertThat(one.out()).endsWith("1 dead letter\n");
    assertThat(run("list", "--code", "Nonsense").exitCode()).isEqualTo(2);
  }

  @Test
  void areShownAsFarAsTheyCanBeRead() throws Exception {
    // when
    Path raw = folder.resolve("raw");
    LedgerCli truncated = run("show", place(DeadLetterCode.UNDECODABLE), "--raw", raw.toString());
    LedgerCli unknown = run("show", place(DeadLetterCode.UNKNOWN_FINGERPRINT));
    LedgerCli keyless = run("show", place(DeadLetterCode.MISSING_KEY));
    LedgerCli foreign = run("show", place(DeadLetterCode.KEY_MISMATCH));
    LedgerCli large = run("show", place(DeadLetterCode.OVERSIZED));

    // then
    assertThat(truncated.exitCode()).as(truncated.toString()).isZero();
    assertThat(truncated.out())
        .contains("schema    CreateDisk")
        .contains("header.subscriptionId: " + SUBSCRIPTION)
        .contains("name.name: disk-UNDECODABLE")
        .contains("cannot be read further: ", "000000  c3 01 ")
        .doesNotContain("\u001b")
        .contains("key       \"" + SUBSCRIPTION + "\"");
    assertThat(Files.size(raw)).isGreaterThan(80);
    assertThat(truncated.out()).contains("wrote " + Files.size(raw) + " bytes");
    assertThat(unknown.out())
        .contains("schema    unknown", "expected the fingerprint of a command");
    assertThat(keyless.out()).contains("key       none", "sizeGib: 4").doesNotContain("cannot be");
    assertThat(foreign.out()).contains("key       \"somebody\"");
    assertThat(large.out()).contains("300,000 bytes");
    assertThat(run("show", "0@999999").err()).contains("expected a dead letter at 0@999999");
    assertThat(run("show", "nonsense").err()).contains("expected PARTITION@OFFSET");
  }

  @Test
  void areSentAgainWhereTheCommandIsWhole() {
    // when
    LedgerCli misplaced = run("resubmit", place(DeadLetterCode.WRONG_PARTITION), "--wait");
    LedgerCli refused = run("resubmit", place(DeadLetterCode.KEY_MISMATCH));
    LedgerCli foreign =
        run("resubmit", place(DeadLetterCode.KEY_MISMATCH), "--key-from-command", "--wait");
    LedgerCli again =
        run("resubmit", place(DeadLetterCode.KEY_MISMATCH), "--key-from-command", "--wait");
    LedgerCli keyless =
        run("resubmit", place(DeadLetterCode.MISSING_KEY), "--key-from-command", "--wait");

    // then
    assertThat(misplaced.exitCode()).as(misplaced.toString()).isZero();
    assertThat(misplaced.out())
        .contains("sent CreateDisk ", "to ledger.commands " + HOME + "@", "accepted at ");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("another one: use --key-from-command");
    assertThat(foreign.exitCode()).as(foreign.toString()).isZero();
    assertThat(answer(again)).isEqualTo(answer(foreign)).startsWith("accepted at ");
    assertThat(keyless.exitCode()).as(keyless.toString()).isZero();
  }

  @Test
  void areDecidedAtTheNextStartWhenTheNodeIsStopped() throws Exception {
    // given
    CreateDisk command = disk(SUBSCRIPTION, "while-stopped");
    Path value = Files.write(folder.resolve("value"), new CommandCodec().encode(command));
    node.close();

    // when
    LedgerCli listed = run("list", "--code", "Oversized");
    LedgerCli unanswered =
        run("resubmit", place(DeadLetterCode.OVERSIZED), "--value", value.toString(), "--wait=1");
    node = startNode();

    // then: it was appended, and is decided once
    assertThat(listed.out()).endsWith("1 dead letter\n");
    assertThat(unanswered.exitCode()).isEqualTo(1);
    assertThat(unanswered.out())
        .as(unanswered.toString())
        .contains("sent CreateDisk ", "no reply within 1 s: is a node running?");
    assertThat(node.commands().submit(command).get(1, TimeUnit.MINUTES).outcome())
        .isInstanceOf(Accepted.class);
  }

  @Test
  void areAskedForInALogThatIsNamed() {
    LedgerCli run = LedgerCli.run("dead-letters", "list");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected --data DIR or --set kafka.bootstrap.servers");
  }

  private static String answer(LedgerCli run) {
    return run.out().lines().filter(line -> line.startsWith("accepted")).findFirst().orElse("");
  }

  @Test
  void areRefusedWhereTheCommandIsNot() throws Exception {
    // given
    Path corrected =
        Files.write(
            folder.resolve("corrected"),
            new CommandCodec().encode(disk(SUBSCRIPTION, "corrected")));

    // when
    LedgerCli undecodable = run("resubmit", place(DeadLetterCode.UNDECODABLE));
    LedgerCli unknown = run("resubmit", place(DeadLetterCode.UNKNOWN_FINGERPRINT));
    LedgerCli large = run("resubmit", place(DeadLetterCode.OVERSIZED));
    LedgerCli repaired =
        run(
            "resubmit",
            place(DeadLetterCode.UNDECODABLE),
            "--value",
            corrected.toString(),
            "--wait");

    // then
    for (LedgerCli run : List.of(undecodable, unknown, large)) {
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
      assertThat(run.err()).containsPattern(Pattern.compile("--value FILE"));
      assertThat(run.out()).doesNotContain("sent");
    }
    assertThat(repaired.exitCode()).as(repaired.toString()).isZero();
  }
}
