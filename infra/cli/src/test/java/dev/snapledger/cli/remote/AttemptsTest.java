package dev.snapledger.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.stop.StopRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final List<Duration> paused = new ArrayList<>();
  private StopRequest stop;
  private Pauses pauses;
  private int tried;

  @BeforeEach
  void listen() {
    stop = StopRequest.listen();
    pauses = Pauses.until(stop, paused::add);
  }

  @AfterEach
  void close() {
    stop.close();
  }

  /** Is refused so often, and then gives the number of the try. */
  private Attempts.Attempt<Integer> refused(int times, int status) {
    return () -> {
      if (++tried > times) {
        return tried;
      }
      throw new PageBlobException(status, "", "refused");
    };
  }

  @Test
  void triesForTheLastTimeAfterPausesThatGrow() {
    // when
    int found = Attempts.run(pauses, "try", refused(ClientLimits.ATTEMPTS_MAX - 1, 503));

    // then
    assertThat(found).isEqualTo(10);
    assertThat(paused)
        .containsExactlyElementsOf(
            LongStream.of(100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000)
                .mapToObj(Duration::ofMillis)
                .toList());
  }

  @Test
  void triesNoMoreOftenAndSaysWhatWasLast() {
    // when, then
    assertThatThrownBy(() -> Attempts.run(pauses, "try", refused(ClientLimits.ATTEMPTS_MAX, 503)))
        .isInstanceOf(ShownException.class)
        .hasMessage("expected to try, but failed 10 times, at last with: status 503: refused");
  }

  @Test
  void triesAgainWhatWasCutOff() {
    // when
    int found =
        Attempts.run(
            pauses,
            "try",
            () -> {
              if (++tried == 1) {
                throw new IOException("cut");
              }
              return tried;
            });

    // then
    assertThat(found).isEqualTo(2);
  }

  @Test
  void takesANoForANo() {
    // when, then
    assertThatThrownBy(() -> Attempts.run(pauses, "try", refused(1, 409)))
        .isInstanceOf(PageBlobException.class);
    assertThat(paused).isEmpty();
  }

  @Test
  void triesOnceWhileTheProcessEnds() {
    // when, then
    assertThatThrownBy(() -> Attempts.run(pauses.last(), "try", refused(1, 503)))
        .hasMessageContaining("failed 1 times");
    assertThat(paused).isEmpty();
  }
}
