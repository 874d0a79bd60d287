package dev.snapledger.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

class EachPartitionTest {
  private static final List<Integer> EIGHT = IntStream.range(0, 8).boxed().toList();

  @Test
  void givesResultsInTheOrderOfPartitionsOnFewThreads() {
    // given
    Set<Thread> threads = ConcurrentHashMap.newKeySet();

    // when
    List<String> results =
        EachPartition.inOrder(
            EIGHT,
            partition -> {
              threads.add(Thread.currentThread());
              return "p" + partition;
            });

    // then
    assertThat(results).containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7");
    assertThat(threads)
        .hasSizeLessThanOrEqualTo(Runtime.getRuntime().availableProcessors())
        .doesNotContain(Thread.currentThread());
    assertThat(EachPartition.inOrder(List.of(), String::valueOf)).isEmpty();
  }

  @Test
  void throwsTheFailureOfTheLowestPartitionWhicheverCameFirst() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();

    assertThatThrownBy(
            () ->
                EachPartition.inOrder(
                    List.of(3, 5, 6),
                    partition -> {
                      done.add(partition);
                      if (partition == 6) {
                        return partition;
                      }
                      throw new IllegalStateException("broken " + partition);
                    }))
        .hasMessage("broken 3")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(other -> assertThat(other).hasMessage("broken 5")));
    assertThat(done).containsExactlyInAnyOrder(3, 5, 6);
  }

  @Test
  void endsWhenTheWaitingThreadIsInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                EachPartition.inOrder(
                    EIGHT,
                    partition -> {
                      try {
                        never.await();
                        return partition;
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    }))
        .isInstanceOf(InterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
