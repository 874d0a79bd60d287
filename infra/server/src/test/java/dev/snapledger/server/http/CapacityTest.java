package dev.snapledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityTest {
  @ParameterizedTest
  @CsvSource({
    "18432, 1, 16384", // All there is room for, and no file more.
    "18431, 1, 16383",
    "34816, 2, 16384",
    "34815, 2, 16383",
    "1000000, 2, 16384",
    "1024, 1, 64", // Fewer files than all else may need.
    "0, 2, 64"
  })
  void takesNoMoreConnectionsThanThereAreFilesFor(long files, int ports, int connections) {
    // when
    Capacity capacity = new Capacity(16_384, 512).within(files, ports);

    // then
    assertThat(capacity).isEqualTo(new Capacity(connections, 512));
  }

  @Test
  void saysHowManyFilesItNeeds() {
    // when, then
    assertThat(new Capacity(16_384, 512).filesNeeded(2)).isEqualTo(34_816);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Capacity.AT_A_TIME_MAX + 1})
  void refusesWhatMakesNoSense(int value) {
    // when, then
    assertThatIllegalArgumentException().isThrownBy(() -> new Capacity(value, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Capacity(1, value));
  }
}
