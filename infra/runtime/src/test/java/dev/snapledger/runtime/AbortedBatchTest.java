package dev.snapledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.sample.SampleCommands;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transactions that fail at any of their steps: a batch is decided again, and counts once. */
@Timeout(240)
class AbortedBatchTest extends RuntimeOnBroker {
  private static final int LARGE_ROUND_RECORDS = 1_200;

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
  void decidesBothRoundsAgainWhenTheFirstIsAbortedAndTheSecondIsDecidedAlready() {
    // given: rounds so large that the next is decided while one is on its way
    int commands = 3 * LARGE_ROUND_RECORDS;
    appendDisks(0, commands);
    CountDownLatch polledAhead = new CountDownLatch(1);
    FaultyClients clients = faulty("a", largeRounds());
    clients.before(
        "commitTransaction",
        () -> {
          clients.after("poll", polledAhead::countDown);
          awaitQuietly(polledAhead);
          throw new KafkaException("injected");
        });

    // when
    try (LedgerRuntime _ = LedgerRuntime.start(clients, settings("a"), (_, _, _) -> {})) {
      cluster.awaitReplies(commands);
    }

    // then
    assertThat(polledAhead.getCount()).isZero();
    assertEachOnce(commands);
    assertConsistent();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      var _ = latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static KafkaConnection largeRounds() {
    Map<String, String> properties = new HashMap<>(cluster.connection().properties());
    properties.put("consumer.max.poll.records", String.valueOf(LARGE_ROUND_RECORDS));
    return new KafkaConnection(properties);
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
  void namesTheTrueOffsetsWhenSomebodyElseWroteAmongTheEvents() {
    // given: a next offset that is not the one the runtime counts on
    SampleCommands commands = new SampleCommands(9);
    try (LedgerRuntime runtime = start("a")) {
      var log = cluster.append(commands.createDisk("one"));
      cluster.awaitReplies(1);
      cluster.forge(LogTopics.EVENTS, log.partition(), new byte[0], new byte[] {9});

      // when
      cluster.append(commands.createDisk("two"));
      List<Reply> replies = cluster.awaitReplies(2);

      // then
      Accepted one = (Accepted) replies.get(0).outcome();
      Accepted two = (Accepted) replies.get(1).outcome();
      long first = Objects.requireNonNull(one.firstEventOffset());
      assertThat(first).isZero();
      // Behind the first event: its marker, the stranger's record, and what was aborted with its.
      assertThat(two.firstEventOffset()).isEqualTo(first + 5);
      assertThat(cluster.read(LogTopics.EVENTS).getLast().offset())
          .isEqualTo(two.firstEventOffset());
      assertThat(runtime.health().detail()).isEmpty();
    }
  }
}
