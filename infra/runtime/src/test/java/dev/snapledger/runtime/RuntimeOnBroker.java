package dev.snapledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.audit.ReexecutionAudit;
import dev.snapledger.runtime.audit.ReexecutionReport;
import dev.snapledger.runtime.audit.StateAudit;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.sample.SampleCommands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the loop against a real broker have in common. */
abstract class RuntimeOnBroker {
  static LedgerCluster cluster;

  @TempDir static Path brokerDirectory;
  @TempDir Path directory;

  @BeforeAll
  static void startBroker() {
    cluster = LedgerCluster.start(brokerDirectory);
  }

  @AfterAll
  static void stopBroker() {
    cluster.close();
  }

  @BeforeEach
  void makeTopics() {
    cluster.reset();
  }

  /** With checkpoints as often, and a cache as small, as no node would have. */
  RuntimeSettings settings(String node) {
    return new RuntimeSettings(
        node, RuntimeSettings.DEFAULT_GROUP_ID, directory.resolve(node), 300, 20_000);
  }

  LedgerRuntime start(String node) {
    LedgerRuntime runtime =
        LedgerRuntime.start(cluster.connection(), settings(node), (_, _, _) -> {});
    LedgerCluster.awaitReady(runtime, LedgerCluster.PARTITIONS);
    return runtime;
  }

  FaultyClients faulty(String node, KafkaConnection connection) {
    return new FaultyClients(
        new KafkaLogClients(connection, RuntimeSettings.DEFAULT_GROUP_ID, node));
  }

  void appendDisks(int from, int to) {
    SampleCommands[] owners = new SampleCommands[16];
    for (int owner = 0; owner < owners.length; owner++) {
      owners[owner] = new SampleCommands(100L + owner + 1_000L * from);
    }
    List<Command> batch = new ArrayList<>();
    for (int number = from; number < to; number++) {
      batch.add(owners[number % owners.length].createDisk("disk-" + number));
    }
    cluster.appendAll(batch);
  }

  static void assertEachOnce(int commands) {
    List<Event> events = cluster.events();
    List<Reply> replies = cluster.replies();
    assertThat(events).hasSize(commands);
    assertThat(new HashSet<>(events.stream().map(e -> e.header().commandId()).toList()))
        .hasSize(commands);
    assertThat(new HashSet<>(replies.stream().map(Reply::commandId).toList())).hasSize(commands);
    assertThat(replies).hasSize(commands).allMatch(r -> r.outcome() instanceof Accepted);
  }

  /** Commands, events, replies and state all say the same. */
  void assertConsistent() {
    List<ReexecutionReport> reports =
        new ReexecutionAudit(cluster.connection(), RuntimeSettings.DEFAULT_GROUP_ID).run();
    assertThat(reports).hasSize(LedgerCluster.PARTITIONS).allMatch(ReexecutionReport::same);
    assertThat(reports.stream().mapToLong(ReexecutionReport::events).sum())
        .isEqualTo(cluster.events().size());
    assertThat(reports.stream().mapToLong(ReexecutionReport::replies).sum())
        .isEqualTo(cluster.replies().size());
    try (LedgerRuntime runtime = start("auditor")) {
      StateAudit audit = new StateAudit(cluster.connection());
      assertThat(runtime.stateDigests().join())
          .hasSize(LedgerCluster.PARTITIONS)
          .allSatisfy(digest -> assertThat(audit.compare(digest).same()).isTrue());
    }
  }
}
