package dev.snapledger.server.query;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
  private final byte[] out = new byte[64];

  private String written(long value) {
    return new String(out, 3, Digits.write(value, out, 3) - 3, US_ASCII);
  }

  private String written(Instant time) {
    return new String(out, 3, Digits.write(time, out, 3) - 3, US_ASCII);
  }

  private String written(UUID id) {
    return new String(out, 3, Digits.write(id, out, 3) - 3, US_ASCII);
  }

  @Test
  void writesAnyNumberAndIdAsJavaDoes() {
    // given
    var random = new SplittableRandom(7);

    // when, then
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextLong() >>> random.nextInt(64);
      UUID id = new UUID(random.nextLong(), value);
      assertThat(written(value)).isEqualTo(Long.toString(value));
      assertThat(written(id)).isEqualTo(id.toString());
    }
  }

  @Test
  void writesEachNumberOfFourDigitsInBothHalvesAsJavaDoes() {
    // when, then
    for (int i = 0; i < 10_000; i++) {
      assertThat(written(i)).isEqualTo(Integer.toString(i));
      assertThat(written(10_000L * i)).isEqualTo(Long.toString(10_000L * i));
    }
  }

  @Test
  void usesNoMoreThanTheRoomOfALong() {
    // given
    byte[] exact = new byte[Digits.LONG_BYTES];

    // when, then
    for (long value : new long[] {1, 99_999_999, 100_000_000, Long.MAX_VALUE, Long.MIN_VALUE}) {
      int end = Digits.write(value, exact, 0);
      assertThat(new String(exact, 0, end, US_ASCII)).isEqualTo(Long.toString(value));
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        9,
        10,
        99,
        100,
        9_999,
        10_000,
        10_001,
        99_999_999,
        100_000_000,
        100_000_001,
        9_999_999_999_999_999L,
        10_000_000_000_000_000L,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L,
        Long.MAX_VALUE,
        -1,
        Long.MIN_VALUE
      })
  void writesNumbersAsJavaDoes(long value) {
    // when, then
    assertThat(written(value)).isEqualTo(Long.toString(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z",
        "2024-02-29T23:59:59.010Z",
        "2026-01-01T00:00:00.100Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
        "+10000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59.001Z",
        "2026-01-01T00:00:00.000001Z",
        "2026-01-01T00:00:00.100000001Z"
      })
  void writesTimesAsJavaDoes(String text) {
    // when, then
    assertThat(written(Instant.parse(text))).isEqualTo(Instant.parse(text).toString());
  }

  @Test
  void writesAnyTimeAsJavaDoes() {
    // given
    var random = new SplittableRandom(7);

    // when, then
    for (int i = 0; i < 10_000; i++) {
      Instant time =
          Instant.ofEpochMilli(random.nextLong(-70_000_000_000_000L, 260_000_000_000_000L));
      assertThat(written(time)).isEqualTo(time.toString());
    }
  }
}
