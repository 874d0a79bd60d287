package dev.snapledger.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.commands.event.DiskDeleted;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.world.WorldLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ProjectionRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ViewStore store = new MemoryViewStore();
  private final List<Long> seen = new ArrayList<>();
  private final ProjectionRunner runner =
      new ProjectionRunner(
          store,
          List.of((event, position, batch) -> seen.add(position.logOffset())),
          (part, position, batch) -> seen.add(-position.logOffset()));

  private static EventRecord record(long logOffset) {
    Event event =
        new DiskDeleted(
            new EventHeader(
                new CommandId(new UUID(0, logOffset)),
                0,
                WorldLog.subscription(0),
                Instant.EPOCH,
                logOffset,
                ""),
            new DiskId(new UUID(1, 1)),
            new ResourceName("g", "d"),
            "eastus");
    return new EventRecord(logOffset, event);
  }

  @Test
  void startsAtZeroAndGoesOnAtTheGivenPosition() {
    assertThat(runner.appliedOffset(Feed.EVENTS, 3)).isZero();
    runner.apply(3, List.of(record(0), record(4)), 7);
    assertThat(runner.appliedOffset(Feed.EVENTS, 3)).isEqualTo(7);
    assertThat(runner.appliedOffset(Feed.BLOCK_MAPS, 3)).isZero();
    assertThat(runner.appliedOffset(Feed.EVENTS, 2)).isZero();
    assertThat(
            new ProjectionRunner(store, List.of(), (a, b, c) -> {}).appliedOffset(Feed.EVENTS, 3))
        .isEqualTo(7);
  }

  @Test
  void skipsWhatWasApplied() {
    runner.apply(0, List.of(record(0), record(1)), 3);
    runner.apply(0, List.of(record(1), record(3)), 4);
    runner.apply(0, List.of(record(0)), 2);
    assertThat(seen).containsExactly(0L, 1L, 3L);
    assertThat(runner.appliedOffset(Feed.EVENTS, 0)).isEqualTo(4);
  }

  @Test
  void movesOnOverTransactionMarkersAlone() {
    runner.apply(0, List.of(), 5);
    assertThat(runner.appliedOffset(Feed.EVENTS, 0)).isEqualTo(5);
  }

  @Test
  void refusesOffsetsThatDoNotRise() {
    assertThatThrownBy(() -> runner.apply(0, List.of(record(2), record(2)), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 2");
    assertThatThrownBy(() -> runner.apply(0, List.of(record(5)), 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(seen).isEmpty();
  }

  @Test
  void writesNothingWhenAProjectionThrows() {
    // given
    ViewTable<Long> table = AppliedOffsets.TABLE;
    ProjectionRunner broken =
        new ProjectionRunner(
            store,
            List.of(
                (event, position, batch) -> {
                  batch.put(table, Key.EMPTY, 1L);
                  throw new BrokenViewException("expected sense, but found none");
                }),
            (part, position, batch) -> {});

    // then
    assertThatThrownBy(() -> broken.apply(0, List.of(record(0)), 1))
        .isInstanceOf(BrokenViewException.class)
        .hasMessageContaining("partition 0, offset 0: expected sense, but found none");
    assertThat(store.find(table, Key.EMPTY)).isNull();
    assertThat(broken.appliedOffset(Feed.EVENTS, 0)).isZero();
  }

  @Test
  void wakesWhoeverWaitsForAnOffset() throws ExecutionException, InterruptedException {
    // given
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    Thread waiter =
        Thread.startVirtualThread(
            () -> {
              try {
                waiting.complete(runner.awaitApplied(0, 1, LONG));
              } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
              }
            });

    // when
    runner.apply(0, List.of(record(0)), 1);
    runner.apply(0, List.of(record(1)), 2);
    waiter.join();

    // then
    assertThat(waiting.get()).isTrue();
  }

  @Test
  void givesUpWhenTheTimeIsOver() throws InterruptedException {
    runner.apply(0, List.of(record(0)), 1);
    assertThat(runner.awaitApplied(0, 0, Duration.ZERO)).isTrue();
    assertThat(runner.awaitApplied(0, 1, Duration.ofMillis(5))).isFalse();
  }

  @Test
  void batchesDoNotWaitForWhoeverLooksAtACondition() throws InterruptedException {
    // given a look that ends only after another batch was written
    AtomicInteger looks = new AtomicInteger();

    // when
    boolean held =
        runner.await(
            () -> {
              int look = looks.getAndIncrement();
              CompletableFuture.runAsync(() -> runner.apply(0, List.of(record(look)), look + 1))
                  .orTimeout(LONG.toSeconds(), TimeUnit.SECONDS)
                  .join();
              return look == 3;
            },
            LONG);

    // then no batch was missed either
    assertThat(held).isTrue();
    assertThat(looks).hasValue(4);
  }

  @Test
  void tellsListenersAfterTheCommit() {
    // given
    List<String> told = new ArrayList<>();
    CommitListener listener =
        (feed, partition, applied) ->
            told.add(feed + " " + partition + " " + AppliedOffsets.find(store, feed, partition));
    runner.onCommit(listener);

    // when
    runner.apply(1, List.of(record(0)), 1);
    runner.applyBlockMaps(1, List.of(), 4);
    runner.removeListener(listener);
    runner.apply(1, List.of(record(1)), 2);

    // then
    assertThat(told).containsExactly("EVENTS 1 1", "BLOCK_MAPS 1 4");
  }
}
