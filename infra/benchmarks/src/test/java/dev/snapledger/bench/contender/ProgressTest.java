package dev.snapledger.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProgressTest {
  @Test
  void isReachedWhenEveryPartitionIsThere() throws Exception {
    // given
    Progress progress = new Progress(2);
    progress.target(new long[] {5, 3});

    // when
    progress.committed(0, 9);
    CompletableFuture<Long> reached =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return progress.await();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    boolean early = reached.isDone();
    progress.committed(1, 3);

    // then
    assertThat(early).isFalse();
    assertThat(reached.get(30, TimeUnit.SECONDS)).isLessThanOrEqualTo(System.nanoTime());
  }

  @Test
  void isReachedAtOnceWhenThatWasCommittedBefore() throws Exception {
    // given
    Progress progress = new Progress(1);
    progress.committed(0, 10);

    // when
    progress.target(new long[] {10});

    // then
    assertThat(progress.await()).isLessThanOrEqualTo(System.nanoTime());
  }

  @Test
  void holdsAConsumerAtItsPollUntilItIsOpened() throws Exception {
    // given
    Gate gate = new Gate();
    Consumer<byte[], byte[]> consumer = gate.before(new MockConsumer<>("earliest"));
    consumer.subscribe(List.of("commands"));
    AtomicInteger polls = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();
    Thread loop =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (!enough.get()) {
                    consumer.poll(Duration.ZERO);
                    polls.incrementAndGet();
                  }
                });

    // when
    gate.close();
    int whenClosed = polls.get();

    // then
    assertThat(loop.getState()).isEqualTo(Thread.State.WAITING);
    assertThat(polls.get()).isEqualTo(whenClosed);
    enough.set(true);
    gate.open();
    loop.join();
    assertThat(polls.get()).isEqualTo(whenClosed + 1);
  }
}
