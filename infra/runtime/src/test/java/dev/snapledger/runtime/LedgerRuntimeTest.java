package dev.snapledger.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.audit.ReexecutionAudit;
import dev.snapledger.runtime.audit.ReexecutionReport;
import dev.snapledger.runtime.audit.StateAudit;
import dev.snapledger.runtime.client.KafkaCommandClient;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.partition.StateDigest;
import dev.snapledger.runtime.sample.SampleCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop against a real broker: whatever goes wrong, each command has exactly one outcome. */
@Timeout(240)
class LedgerRuntimeTest {
  private static LedgerCluster cluster;

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
  private RuntimeSettings settings(String node) {
    return new RuntimeSettings(
        node, RuntimeSettings.DEFAULT_GROUP_ID, directory.resolve(node), 300, 20_000);
  }

  private LedgerRuntime start(String node) {
    LedgerRuntime runtime =
        LedgerRuntime.start(cluster.connection(), settings(node), (_, _, _) -> {});
    LedgerCluster.awaitReady(runtime, LedgerCluster.PARTITIONS);
    return runtime;
  }

  private FaultyClients faulty(String node, KafkaConnection connection) {
    return new FaultyClients(
        new KafkaLogClients(connection, RuntimeSettings.DEFAULT_GROUP_ID, node));
  }

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
  void decidesABatchAgainAfterItWasAborted() {
    // given
    FaultyClients clients =
        faulty("a", cluster.connection())
            .before("sendOffsetsToTransaction", fault(new KafkaException("injected")))
            .before("flush", fault(new TimeoutException("injected")))
            .before("commitTransaction", fault(new KafkaException("injected")));

    // when
    runAndCheck(clients, 20);
  }

  @Test
  void asksAgainWhenTheOutcomeOfACommitIsUnknown() {
    // given
    FaultyClients clients =
        faulty("a", cluster.connection())
            .before("commitTransaction", fault(new TimeoutException("injected")))
            .before("commitTransaction", fault(new TimeoutException("injected")));

    // when
    runAndCheck(clients, 20);
  }

  @Test
  void readsTheLogAgainWhenTheOutcomeOfACommitStaysUnknown() {
    // given: the commit happened, but its answer never comes
    FaultyClients clients =
        faulty("a", cluster.connection())
            .after("commitTransaction", fault(new TimeoutException("injected")))
            .before("commitTransaction", () -> {})
            .before("commitTransaction", fault(new TimeoutException("injected")))
            .before("commitTransaction", fault(new TimeoutException("injected")));

    // when
    runAndCheck(clients, 20);
  }

  @Test
  void joinsAnewWhenItIsFenced() {
    // given
    FaultyClients clients =
        faulty("a", cluster.connection())
            .before(
                "sendOffsetsToTransaction",
                () -> {
                  try (var stranger =
                      new KafkaLogClients(
                              cluster.connection(), RuntimeSettings.DEFAULT_GROUP_ID, "a")
                          .transactionalProducer()) {
                    stranger.initTransactions();
                  }
                });

    // when
    runAndCheck(clients, 20);
  }

  private static Runnable fault(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  private void runAndCheck(FaultyClients clients, int commands) {
    try (LedgerRuntime runtime = LedgerRuntime.start(clients, settings("a"), (_, _, _) -> {})) {
      appendDisks(0, commands);
      cluster.awaitReplies(commands);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> runtime.health().ready() && runtime.health().detail().isEmpty());
    }
    assertEachOnce(commands);
    assertConsistent();
  }

  @Test
  void takesOverFromANodeThatSleepsInATransaction() throws Exception {
    // given: a node stops in the middle of a transaction, for longer than the group waits
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    FaultyClients clients =
        faulty(
                "zombie",
                cluster.connection(
                    Map.of(
                        "consumer.max.poll.interval.ms", "6000",
                        "consumer.session.timeout.ms", "6000")))
            .before(
                "sendOffsetsToTransaction",
                () -> {
                  asleep.countDown();
                  await(awake);
                });
    try (LedgerRuntime zombie = LedgerRuntime.start(clients, settings("zombie"), (_, _, _) -> {})) {
      LedgerCluster.awaitReady(zombie, LedgerCluster.PARTITIONS);
      appendDisks(0, 10);
      assertThat(asleep.await(30, TimeUnit.SECONDS)).isTrue();

      // when: another node takes over, and the first one wakes up
      try (LedgerRuntime other = start("other")) {
        cluster.awaitReplies(10);
        awake.countDown();
        appendDisks(10, 20);
        cluster.awaitReplies(20);
        Awaitility.await()
            .atMost(Duration.ofSeconds(40))
            .until(() -> zombie.health().ready() && !zombie.health().partitions().isEmpty());
        appendDisks(20, 30);
        cluster.awaitReplies(30);
        assertThat(other.health().ready()).isTrue();
      }
    }

    // then
    assertEachOnce(30);
    assertConsistent();
  }

  @Test
  void takesOverFromANodeThatSleepsBeforeItsCommit() throws Exception {
    // given: offsets that stay unsettled for as long as the broker lets a transaction be open
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    FaultyClients clients =
        faulty(
            "zombie",
            cluster.connection(
                Map.of(
                    "consumer.max.poll.interval.ms", "6000",
                    "consumer.session.timeout.ms", "6000",
                    "producer.transaction.timeout.ms", "600000")));
    try (LedgerRuntime zombie = LedgerRuntime.start(clients, settings("zombie"), (_, _, _) -> {})) {
      LedgerCluster.awaitReady(zombie, LedgerCluster.PARTITIONS);
      appendDisks(0, 32);
      cluster.awaitReplies(32);
      clients.before(
          "commitTransaction",
          () -> {
            asleep.countDown();
            await(awake);
          });
      appendDisks(32, 64);
      assertThat(asleep.await(30, TimeUnit.SECONDS)).isTrue();

      // when: another node takes over, and the first one wakes up
      try (LedgerRuntime other = start("other")) {
        cluster.awaitReplies(64);
        awake.countDown();
        assertThat(other.health().ready()).isTrue();
      }
    }

    // then
    assertEachOnce(64);
    assertConsistent();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void losesAndDoublesNothingWhileNodesComeAndGo() {
    int commands = 6_000;
    try (LedgerRuntime first = start("first")) {
      // given: a steady stream of commands
      CompletableFuture<Void> stream = CompletableFuture.runAsync(() -> appendDisks(0, commands));

      // when
      try (LedgerRuntime second =
          LedgerRuntime.start(cluster.connection(), settings("second"), (_, _, _) -> {})) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> second.health().ready() && !second.health().partitions().isEmpty());
        assertThat(first.health().partitions().size()).isLessThan(LedgerCluster.PARTITIONS);
        awaitWarmCopies(first, second);
        awaitWarmCopies(second, first);
      }
      stream.join();
      LedgerCluster.awaitReady(first, LedgerCluster.PARTITIONS);
      cluster.awaitReplies(commands);
    }

    // then
    assertEachOnce(commands);
    assertConsistent();
  }

  /** A node copies exactly what the other one owns. */
  private static void awaitWarmCopies(LedgerRuntime node, LedgerRuntime other) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                node.standbyPartitions().equals(other.health().partitions().keySet())
                    && node.health().partitions().size() + node.standbyPartitions().size()
                        == LedgerCluster.PARTITIONS);
  }

  @Test
  void takesOverAWarmCopyThatIsEqualToTheOwnersState() {
    // given: two nodes, each of which copies what the other one owns
    try (LedgerRuntime second = start("second")) {
      try (LedgerRuntime first =
          LedgerRuntime.start(cluster.connection(), settings("first"), (_, _, _) -> {})) {
        awaitWarmCopies(first, second);
        appendDisks(0, 1_000);
        cluster.awaitReplies(1_000);
      }

      // when: one takes over everything
      LedgerCluster.awaitReady(second, LedgerCluster.PARTITIONS);
      List<StateDigest> takenOver = second.stateDigests().join();

      // then
      StateAudit audit = new StateAudit(cluster.connection());
      assertThat(takenOver).allSatisfy(d -> assertThat(audit.compare(d).same()).isTrue());
    }
    assertEachOnce(1_000);
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

  private void appendDisks(int from, int to) {
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

  private static void assertEachOnce(int commands) {
    List<Event> events = cluster.events();
    List<Reply> replies = cluster.replies();
    assertThat(events).hasSize(commands);
    assertThat(new HashSet<>(events.stream().map(e -> e.header().commandId()).toList()))
        .hasSize(commands);
    assertThat(new HashSet<>(replies.stream().map(Reply::commandId).toList())).hasSize(commands);
    assertThat(replies).hasSize(commands).allMatch(r -> r.outcome() instanceof Accepted);
  }

  /** Commands, events, replies and state all say the same. */
  private void assertConsistent() {
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

  private static String header(Header header) {
    return new String(header.value(), UTF_8);
  }
}
