package dev.snapledger.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.audit.ReexecutionAudit;
import dev.snapledger.runtime.client.KafkaCommandClient;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.partition.StateDigest;
import dev.snapledger.runtime.sample.SampleCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop against a real broker: each command has exactly one outcome, also after a restart. */
@Timeout(240)
class LedgerRuntimeTest extends RuntimeOnBroker {
  @Test
  void answersCommandsAndRepeatsTheFirstAnswer() throws Exception {
    SampleCommands commands = new SampleCommands(1);
    try (LedgerRuntime runtime = start("a");
        KafkaCommandClient client = KafkaCommandClient.open(cluster.connection())) {
      // given
      Command create = commands.createDisk("disk");

      // when
      Reply created = client.submit(create).get(30, TimeUnit.SECONDS);
      Reply again = client.submit(create).get(30, TimeUnit.SECONDS);
      Reply refused = client.submit(commands.createDisk("disk")).get(30, TimeUnit.SECONDS);

      // then
      Accepted accepted = (Accepted) created.outcome();
      assertThat(accepted.firstEventOffset()).isNotNull().isEqualTo(accepted.lastEventOffset());
      assertThat(again).isEqualTo(created);
      assertThat(refused.outcome()).isInstanceOf(Rejected.class);
      assertThat(runtime.health().detail()).isEmpty();
    }
    assertThat(cluster.events()).singleElement().isInstanceOf(DiskCreated.class);
    assertConsistent();
  }

  @Test
  void buriesPoisonAndGoesOn() {
    SampleCommands commands = new SampleCommands(2);
    byte[] key = commands.subscription().toString().getBytes(UTF_8);
    byte[] large = new byte[PartitionProcessor.COMMAND_BYTES_MAX * 3];
    byte[] whole = new CommandCodec().encode(commands.createDisk("keyless"));
    // given
    var log = cluster.append(commands.createDisk("first"));
    cluster.append(key, new byte[] {1, 2, 3});
    cluster.append(key, large);
    cluster.forge(LogTopics.COMMANDS, log.partition(), new byte[0], whole);
    cluster.append(commands.createDisk("last"));

    // when
    try (LedgerRuntime runtime = start("a")) {
      cluster.awaitReplies(3);
      assertThat(runtime.health().ready()).isTrue();
    }

    // then
    assertThat(cluster.events()).hasSize(2);
    var dead = cluster.read(LogTopics.DEAD_LETTERS);
    assertThat(dead).hasSize(3);
    var garbage = dead.stream().filter(d -> d.value().length == 3).findFirst().orElseThrow();
    assertThat(garbage.key()).isEqualTo(key);
    assertThat(header(garbage.headers().lastHeader(DeadLetters.CODE))).isEqualTo("Undecodable");
    assertThat(header(garbage.headers().lastHeader(DeadLetters.OFFSET))).isEqualTo("1");
    assertThat(header(garbage.headers().lastHeader(DeadLetters.TOPIC)))
        .isEqualTo("ledger.commands");
    assertThat(dead).anyMatch(d -> d.value().length == large.length);
    assertThat(cluster.replies())
        .filteredOn(r -> r.outcome() instanceof Rejected)
        .singleElement()
        .extracting(r -> ((Rejected) r.outcome()).code())
        .isEqualTo("KeyMismatch");
    assertConsistent();
  }

  @Test
  void goesOnAfterARestartFromItsCheckpoint() {
    restart(settings("a"));
  }

  @Test
  void goesOnAfterARestartWithoutACheckpoint() {
    restart(RuntimeSettings.of("b", directory.resolve("another")));
  }

  private void restart(RuntimeSettings afterwards) {
    // given
    SampleCommands commands = new SampleCommands(3);
    Command repeated = commands.createDisk("one");
    List<StateDigest> before;
    try (LedgerRuntime runtime = start("a")) {
      cluster.append(repeated);
      cluster.append(commands.createDisk("two"));
      cluster.append(commands.createSnapshot("one", "snapshot"));
      cluster.awaitReplies(3);
      before = runtime.stateDigests().join();
    }

    // when
    try (LedgerRuntime runtime =
        LedgerRuntime.start(cluster.connection(), afterwards, (_, _, _) -> {})) {
      LedgerCluster.awaitReady(runtime, LedgerCluster.PARTITIONS);
      List<StateDigest> after = runtime.stateDigests().join();
      cluster.append(repeated);
      cluster.append(commands.createDisk("two"));
      cluster.append(commands.deleteDisk("two"));
      List<Reply> replies = cluster.awaitReplies(6);

      // then
      assertThat(after)
          .extracting(StateDigest::sha256)
          .isEqualTo(before.stream().map(StateDigest::sha256).toList());
      assertThat(replies.get(3)).isEqualTo(replies.get(0));
      assertThat(replies.get(4).outcome()).isInstanceOf(Rejected.class);
      assertThat(replies.get(5).outcome()).isInstanceOf(Accepted.class);
    }
    assertConsistent();
  }

  @Test
  void stopsOnlyThePartitionWhoseLogIsBroken() {
    // given: an event that follows from nothing
    SampleCommands commands = new SampleCommands(5);
    var log = cluster.append(commands.createDisk("disk"));
    try (LedgerRuntime runtime = start("a")) {
      cluster.awaitReplies(1);
      assertThat(runtime.health().ready()).isTrue();
    }
    cluster.forge(LogTopics.EVENTS, log.partition(), new byte[0], new byte[] {9});

    // when
    try (LedgerRuntime runtime =
        LedgerRuntime.start(
            cluster.connection(),
            RuntimeSettings.of("b", directory.resolve("b")),
            (_, _, _) -> {})) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  runtime.health().partitions().values().stream()
                          .filter(p -> p.state() == RuntimeHealth.PartitionState.RUNNING)
                          .count()
                      == LedgerCluster.PARTITIONS - 1);

      // then
      var broken = runtime.health().partitions().get(log.partition());
      assertThat(broken)
          .isNotNull()
          .extracting(RuntimeHealth.Partition::state)
          .isEqualTo(RuntimeHealth.PartitionState.STOPPED);
      assertThat(String.valueOf(broken)).contains("cannot read ledger.events");
      assertThat(runtime.health().ready()).isFalse();
    }
    assertThat(new ReexecutionAudit(cluster.connection(), RuntimeSettings.DEFAULT_GROUP_ID).run())
        .filteredOn(report -> !report.same())
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.partition()).isEqualTo(log.partition());
              assertThat(String.valueOf(report.first())).contains("event is too much");
            });
  }

  private static String header(Header header) {
    return new String(header.value(), UTF_8);
  }
}
