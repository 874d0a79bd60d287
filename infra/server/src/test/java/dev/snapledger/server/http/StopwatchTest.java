package dev.snapledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waits that end, with a beat for each hundred milliseconds. */
class StopwatchTest {
  private final Stopwatch watch = new Stopwatch(Duration.ofSeconds(1));

  @AfterEach
  void stop() {
    watch.close();
    Thread.interrupted();
  }

  private void beats(int count) {
    for (int i = 0; i < count; i++) {
      watch.beat();
    }
  }

  @Test
  void interruptsAfterTheTimeAndOnlyWhileItIsWaited() {
    // given
    try (Stopwatch.Wait _ = watch.begin(watch.after(Duration.ofSeconds(2)))) {

      // when, then
      beats(20);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      beats(1);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void leavesAWaitThatEndedAlone() {
    // given
    Stopwatch.Wait wait = watch.begin(watch.after(Duration.ofMillis(1)));

    // when
    wait.close();
    beats(100);

    // then
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void leavesAnInterruptOfAnotherAsItIs() {
    // given
    Stopwatch.Wait wait = watch.begin(watch.after(Duration.ofSeconds(1)));

    // when
    Thread.currentThread().interrupt();
    wait.close();

    // then
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }
}
