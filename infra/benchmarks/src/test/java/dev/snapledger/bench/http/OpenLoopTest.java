package dev.snapledger.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
  private interface Work {
    void run(int number) throws IOException;
  }

  private static OpenLoop.Sender sender(Work work, AtomicInteger open) {
    open.incrementAndGet();
    return new OpenLoop.Sender() {
      @Override
      public void send(int number) throws IOException {
        work.run(number);
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }

  @Test
  void sendsEachRequestOnceAndClosesItsConnections() throws IOException {
    // given
    Set<Integer> sent = ConcurrentHashMap.newKeySet();
    var open = new AtomicInteger();

    // when
    OpenLoop.Measured measured = new OpenLoop(10_000, 500).run(() -> sender(sent::add, open), 4);

    // then
    assertThat(sent).hasSize(500).contains(0, 499);
    assertThat(open).hasValue(0);
    assertThat(measured.rate()).isPositive().isLessThanOrEqualTo(10_050);
    assertThat(measured.millis(99)).isGreaterThanOrEqualTo(measured.millis(50));
  }

  @Test
  void countsFromWhenARequestWasDue() throws IOException {
    // given
    var open = new AtomicInteger();
    Work slow =
        number -> {
          if (number == 0) {
            long end = System.nanoTime() + 50_000_000;
            while (System.nanoTime() < end) {
              Thread.onSpinWait();
            }
          }
        };

    // when
    OpenLoop.Measured measured = new OpenLoop(1_000, 10).run(() -> sender(slow, open), 1);

    // then
    assertThat(measured.millis(1)).isGreaterThan(40);
  }

  @Test
  void failsWithTheFirstWrongAnswer() {
    // given
    var open = new AtomicInteger();

    // when, then
    assertThatThrownBy(
            () ->
                new OpenLoop(1_000, 10)
                    .run(
                        () ->
                            sender(
                                number -> {
                                  throw new IOException("expected another answer");
                                },
                                open),
                        2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected another answer");
    assertThat(open).hasValue(0);
  }
}
