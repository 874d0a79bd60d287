package dev.snapledger.server.pageblob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HolderReachTest {
  private final HolderReach reach = new HolderReach();

  @Test
  void tellsTheFirstFailureOfEachRowAndItsEnd() {
    // when, then
    assertThat(reach.answered()).isZero();
    assertThat(reach.failed()).isTrue();
    assertThat(reach.failed()).isFalse();
    assertThat(reach.failed()).isFalse();
    assertThat(reach.answered()).isEqualTo(3);
    assertThat(reach.answered()).isZero();
    assertThat(reach.failed()).isTrue();
    assertThat(reach.answered()).isEqualTo(1);
  }

  @Test
  void manyThreadsTellOneFailure() throws InterruptedException {
    // given
    var first = new AtomicInteger();

    // when
    Thread[] threads = new Thread[16];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.startVirtualThread(
              () -> {
                if (reach.failed()) {
                  first.incrementAndGet();
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }

    // then
    assertThat(first).hasValue(1);
    assertThat(reach.answered()).isEqualTo(16);
  }
}
