package dev.snapledger.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CopyRateTest {
  private final VirtualTime time = new VirtualTime();

  @Test
  void letsOneChunkPassAndThenMakesItsReaderPay() {
    // given
    CopyRate rate = new CopyRate(time, 1_000);

    // when
    Duration before = rate.pause();
    rate.spend(500);

    // then
    assertThat(before).isZero();
    assertThat(rate.pause()).isEqualTo(Duration.ofMillis(500));
    time.pass(Duration.ofMillis(499));
    assertThat(rate.pause()).isEqualTo(Duration.ofMillis(1));
    time.pass(Duration.ofMillis(1));
    assertThat(rate.pause()).isZero();
  }

  @Test
  void keepsNoMoreThanABurst() {
    // given
    CopyRate rate = new CopyRate(time, 1_000);

    // when
    time.pass(Duration.ofDays(1));
    rate.spend(200);

    // then 200 bytes less those of a tenth of a second
    assertThat(rate.pause()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void paysOldDebtAtTheNewRate() {
    // given
    CopyRate rate = new CopyRate(time, 1_000);
    rate.spend(10_000);

    // when
    rate.limitTo(10_000);

    // then
    assertThat(rate.pause()).isEqualTo(Duration.ofSeconds(1));
    assertThat(rate.bytesPerSecondMax()).isEqualTo(10_000);
  }

  @Test
  void neverWaitsWithoutALimit() {
    // given
    CopyRate rate = new CopyRate(time, CopyRate.UNLIMITED);

    // when
    rate.spend(Long.MAX_VALUE);

    // then
    assertThat(rate.pause()).isZero();
  }

  @Test
  void takesNothingWhenTheClockIsSetBack() {
    // given
    CopyRate rate = new CopyRate(time, 1_000);
    rate.spend(500);

    // when
    time.pass(Duration.ofMinutes(-1));

    // then
    assertThat(rate.pause()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void refusesALimitBelowOneByte() {
    assertThatThrownBy(() -> new CopyRate(time, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 byte");
  }
}
