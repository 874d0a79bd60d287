package dev.snapledger.blockstore.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BandwidthLimitTest {
  private Instant now = Instant.EPOCH;
  private final List<Duration> waits = new ArrayList<>();

  private BandwidthLimit limit(long bytesPerSecondMax) {
    return new BandwidthLimit(
        () -> now,
        time -> {
          waits.add(time);
          now = now.plus(time);
        },
        bytesPerSecondMax);
  }

  @Test
  void readsAtTheLimitWhateverTheLengthOfReads() {
    // given
    BandwidthLimit limit = limit(1000);

    // when
    for (int i = 0; i < 10; i++) {
      limit.await(i % 2 == 0 ? 100 : 3000);
    }
    limit.await(1);

    // then
    assertThat(now).isEqualTo(Instant.EPOCH.plusMillis(15_500));
  }

  @Test
  void countsTheTimeThatReadsTake() {
    // given
    BandwidthLimit limit = limit(1000);
    limit.await(1000);
    now = now.plusMillis(700);

    // when
    limit.await(1000);

    // then
    assertThat(waits).containsExactly(Duration.ofMillis(300));
  }

  @Test
  void savesNothingUpInAPause() {
    // given
    BandwidthLimit limit = limit(1000);
    limit.await(1000);
    now = now.plusSeconds(100);

    // when
    limit.await(1000);
    limit.await(1000);

    // then
    assertThat(waits).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void waitsNoLongerBecauseTheClockIsSetBack() {
    // given
    BandwidthLimit limit = limit(1000);
    limit.await(1000);
    now = now.minusSeconds(3600);

    // when
    limit.await(1000);

    // then
    assertThat(waits).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void refusesALimitBelowOneByte() {
    assertThatThrownBy(() -> limit(0)).hasMessageContaining("at least 1 byte");
  }
}
