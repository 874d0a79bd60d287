package dev.snapledger.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.workers.WorkersSettings.Copying;
import dev.snapledger.workers.WorkersSettings.Parallel;
import dev.snapledger.workers.WorkersSettings.Retrying;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkersSettingsTest {
  @Test
  void doublesTheBackoffUpToItsMax() {
    // given
    Retrying retrying = new Retrying(Duration.ofSeconds(1), Duration.ofSeconds(5), 3);

    // then
    assertThat(retrying.backoff(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(retrying.backoff(2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(retrying.backoff(3)).isEqualTo(Duration.ofSeconds(4));
    assertThat(retrying.backoff(4)).isEqualTo(Duration.ofSeconds(5));
    assertThat(retrying.backoff(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void takesLeasesTheLedgerTakes() {
    assertThatCode(() -> new Copying(Duration.ofHours(1), 1, 1)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new Copying(Duration.ofSeconds(3_601), 1, 1))
        .hasMessageContaining("1 to 3600 seconds");
    assertThatThrownBy(() -> new Copying(Duration.ofMillis(999), 1, 1))
        .hasMessageContaining("1 to 3600 seconds");
  }

  @Test
  void needsRoomForOneItemInEachLane() {
    assertThatThrownBy(() -> new Parallel(1, 0, 1)).hasMessageContaining("heavyMax");
  }

  @Test
  void needsABackoffBelowItsMax() {
    assertThatThrownBy(() -> new Retrying(Duration.ofSeconds(2), Duration.ofSeconds(1), 1))
        .hasMessageContaining("up to PT1S");
  }

  @Test
  void needsANameForItsLeases() {
    assertThatThrownBy(() -> WorkersSettings.defaults("")).hasMessageContaining("found 0");
    assertThatCode(() -> WorkersSettings.defaults("n".repeat(200))).doesNotThrowAnyException();
    assertThatThrownBy(() -> WorkersSettings.defaults("n".repeat(201)))
        .hasMessageContaining("found 201");
  }
}
