package dev.snapledger.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.cli.LedgerCommand;
import dev.snapledger.cli.LedgerProcess;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.audit.CheckpointAudit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three nodes as they are started in earnest, {@code ledger node} in a process of its own each, on
 * Kafka in a container. One after the other is stopped and started again while clients send
 * commands without a break.
 */
@Timeout(600)
class RollingRestartTest {
  private static final Logger LOG = LoggerFactory.getLogger(RollingRestartTest.class);
  private static final int NODES = 3;

  /** Exit code of a JVM that ended because it was asked to: 128 + SIGTERM. */
  private static final int TERMINATED = 143;

  /** The product's own configuration of logs, and not that of this test. */
  private static final Map<String, String> LOGGING =
      Map.of("logback.configurationFile", "logback.xml");

  @TempDir Path directory;

  @Test
  void losesAndDoublesNothingWhileOneNodeAfterTheOtherRestarts() throws Exception {
    List<LedgerProcess> nodes = new ArrayList<>();
    try (KafkaInDocker kafka = KafkaInDocker.start()) {
      // given
      for (int number = 0; number < NODES; number++) {
        nodes.add(begin(kafka, number));
      }
      for (LedgerProcess node : nodes) {
        node.awaitLine("node ready");
      }
      LOG.info("All nodes are ready");
      Map<CommandId, Reply> answers;
      try (SteadyLoad load = SteadyLoad.start(kafka.connection())) {
        load.awaitAnswers(500);

        // when
        for (int number = 0; number < NODES; number++) {
          end(nodes.get(number));
          LOG.info("Node {} ended, {} commands are answered", number, load.answered());
          load.awaitAnswers(500);
          nodes.set(number, begin(kafka, number));
          nodes.get(number).awaitLine("node ready");
          LOG.info("Node {} is back, {} commands are answered", number, load.answered());
          load.awaitAnswers(500);
        }
        answers = load.stop();
      }
      for (LedgerProcess node : nodes) {
        end(node);
      }

      // then
      LedgerLog log = new LedgerLog(kafka.connection());
      log.assertEachOnce(answers);
      log.assertDecidedAgainAlike();
      assertStates(kafka);
    } finally {
      nodes.forEach(LedgerProcess::close);
    }
  }

  private Path folder(int number) {
    return directory.resolve("node-" + number);
  }

  private LedgerProcess begin(KafkaInDocker kafka, int number) throws IOException {
    Stream<String> arguments =
        Stream.of(
            "node",
            "--data=" + folder(number),
            "--set=node.name=node-" + number,
            "--set=log.partitions=" + KafkaInDocker.PARTITIONS,
            "--set=kafka.bootstrap.servers=" + kafka.bootstrapServers());
    return LedgerProcess.start(
        directory.resolve("node-" + number + ".err"), LOGGING, LedgerCommand.class, arguments);
  }

  /** As a service is stopped: SIGTERM. */
  private static void end(LedgerProcess node) throws InterruptedException {
    node.ask();
    assertThat(node.exitCode()).as(node::toString).isEqualTo(TERMINATED);
  }

  /** What each node knew when it ended is what the log says, and together they knew all of it. */
  private void assertStates(KafkaInDocker kafka) {
    Map<Integer, Long> known = new HashMap<>();
    for (int number = 0; number < NODES; number++) {
      Path checkpoints = folder(number).resolve("checkpoints");
      var report = new CheckpointAudit(kafka.connection(), checkpoints).run();
      assertThat(report.damaged()).isEmpty();
      assertThat(report.comparisons())
          .isNotEmpty()
          .allSatisfy(comparison -> assertThat(comparison.found()).isEqualTo(comparison.rebuilt()))
          .allSatisfy(c -> known.merge(c.found().partition(), c.events(), Math::max));
    }
    assertThat(known).hasSize(KafkaInDocker.PARTITIONS);
    assertThat(known.values().stream().mapToLong(events -> events).sum())
        .isEqualTo(new LedgerLog(kafka.connection()).events());
  }
}
