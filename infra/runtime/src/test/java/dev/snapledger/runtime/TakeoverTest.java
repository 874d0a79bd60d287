package dev.snapledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.runtime.audit.StateAudit;
import dev.snapledger.runtime.partition.StateDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nodes that come, go, sleep and wake up: others go on with what they had, and nothing counts
 * twice.
 */
@Timeout(240)
class TakeoverTest extends RuntimeOnBroker {
  @Test
  void takesOverFromANodeThatSleepsInATransaction() throws Exception {
    // given: a node stops in the middle of a transaction, for longer than the group waits
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    FaultyClients clients = zombie(Map.of());
    clients.before("sendOffsetsToTransaction", sleep(asleep, awake));
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
    FaultyClients clients = zombie(Map.of("producer.transaction.timeout.ms", "600000"));
    try (LedgerRuntime zombie = LedgerRuntime.start(clients, settings("zombie"), (_, _, _) -> {})) {
      LedgerCluster.awaitReady(zombie, LedgerCluster.PARTITIONS);
      appendDisks(0, 32);
      cluster.awaitReplies(32);
      clients.before("commitTransaction", sleep(asleep, awake));
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

  /** Clients of a node whose partitions are given to others when it is silent for a while. */
  private FaultyClients zombie(Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("consumer.max.poll.interval.ms", "6000");
    properties.put("consumer.session.timeout.ms", "6000");
    return faulty("zombie", cluster.connection(properties));
  }

  private static Runnable sleep(CountDownLatch asleep, CountDownLatch awake) {
    return () -> {
      asleep.countDown();
      try {
        awake.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
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
}
