package dev.snapledger.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.LedgerRuntime;
import dev.snapledger.runtime.RuntimeHealth;
import dev.snapledger.runtime.RuntimeSettings;
import dev.snapledger.runtime.client.KafkaCommandClient;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.sample.SampleCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command runtime against Kafka in a container, also while the container is frozen. */
@Timeout(600)
class RuntimeOnContainerTest {
  private static final int SHORT_PAUSES = 5;

  private static final Map<String, String> IMPATIENT =
      Map.of(
          "default.api.timeout.ms", "5000",
          "request.timeout.ms", "5000",
          "producer.max.block.ms", "5000",
          "producer.request.timeout.ms", "2500",
          "producer.delivery.timeout.ms", "5000");

  @TempDir Path directory;

  /** Waits less long for a broker than nodes do, so that the long pause need not be as long. */
  private LedgerRuntime start(KafkaInDocker kafka) {
    Map<String, String> properties = new HashMap<>(IMPATIENT);
    properties.putAll(kafka.connection().properties());
    LedgerRuntime runtime =
        LedgerRuntime.start(
            new KafkaConnection(properties),
            RuntimeSettings.of("node", directory.resolve("node")),
            (_, _, _) -> {});
    LedgerLog.awaitReady(runtime);
    return runtime;
  }

  @Test
  void decidesCommandsAsTheAuditDoesAgain() throws Exception {
    try (KafkaInDocker kafka = KafkaInDocker.start()) {
      // given
      kafka.makeTopics();
      SampleCommands commands = new SampleCommands(1);
      Command create = commands.createDisk("disk");
      try (LedgerRuntime runtime = start(kafka);
          KafkaCommandClient client = KafkaCommandClient.open(kafka.connection())) {

        // when
        Reply created = client.submit(create).get(30, TimeUnit.SECONDS);
        Reply again = client.submit(create).get(30, TimeUnit.SECONDS);
        Reply taken = client.submit(commands.createDisk("disk")).get(30, TimeUnit.SECONDS);
        Reply snapshot =
            client.submit(commands.createSnapshot("disk", "one")).get(30, TimeUnit.SECONDS);

        // then
        assertThat(created.outcome()).isInstanceOf(Accepted.class);
        assertThat(again).isEqualTo(created);
        assertThat(taken.outcome()).isInstanceOf(Rejected.class);
        assertThat(snapshot.outcome()).isInstanceOf(Accepted.class);
        assertThat(runtime.health().detail()).isEmpty();
      }
      new LedgerLog(kafka.connection()).assertDecidedAgainAlike();
    }
  }

  @Test
  void losesAndDoublesNothingWhileTheBrokerIsFrozen() {
    try (KafkaInDocker kafka = KafkaInDocker.start()) {
      // given
      kafka.makeTopics();
      Map<CommandId, Reply> answers;
      Map<Integer, String> digests;
      try (LedgerRuntime runtime = start(kafka);
          SteadyLoad load = SteadyLoad.start(kafka.connection())) {
        load.awaitAnswers(500);

        // when: short pauses, and one that outlasts what the runtime waits for a broker
        for (int pause = 0; pause < SHORT_PAUSES; pause++) {
          kafka.pause();
          kafka.resume();
          load.awaitAnswers(200);
        }
        kafka.pause();
        try {
          awaitTrouble(runtime);
        } finally {
          kafka.resume();
        }
        load.awaitAnswers(500);
        answers = load.stop();
        LedgerLog.awaitReady(runtime);
        digests = LedgerLog.sha256(runtime.stateDigests().join());
      }

      // then
      LedgerLog log = new LedgerLog(kafka.connection());
      log.assertEachOnce(answers);
      log.assertDecidedAgainAlike();
      assertThat(log.assertRestoredAlike(directory.resolve("auditor"))).isEqualTo(digests);
    }
  }

  private static void awaitTrouble(LedgerRuntime runtime) {
    Awaitility.await("the runtime to notice that no broker answers")
        .atMost(Duration.ofMinutes(1))
        .until(() -> runtime.health().state() != RuntimeHealth.State.RUNNING);
  }
}
