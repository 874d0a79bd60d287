package dev.snapledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracingChoiceTest {
  private static TracingChoice of(String... values) {
    return TracingChoice.of(
        Settings.of(
            values.length == 2
                ? Map.of(values[0], values[1])
                : Map.of(values[0], values[1], values[2], values[3])));
  }

  @Test
  void isOffIfNothingIsSaid() {
    // when
    TracingChoice choice = TracingChoice.of(Settings.defaults());

    // then
    assertThat(choice.endpoint()).isNull();
    assertThat(choice.ratio()).isEqualTo(0.01);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "1.000,1", "0.5,0.5", "0.000000001,0.000000001"})
  void readsWhereToAndHowMany(String ratio, double read) {
    // when
    TracingChoice choice =
        of("tracing.otlp-endpoint", "http://localhost:4318/x/", "tracing.sample-ratio", ratio);

    // then
    assertThat(choice.ratio()).isEqualTo(read);
    assertThat(choice.endpoint()).isEqualTo(URI.create("http://localhost:4318/x/"));
    assertThat(TracingChoice.tracesUrl(URI.create("http://localhost:4318/x/")))
        .isEqualTo("http://localhost:4318/x/v1/traces");
    assertThat(TracingChoice.tracesUrl(URI.create("http://localhost:4318")))
        .isEqualTo("http://localhost:4318/v1/traces");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.1", "-0.1", "2", "0,5", "NaN", "0.0000000001", "1e-3"})
  void refusesRatiosThatAreNone(String ratio) {
    // when, then
    assertThatThrownBy(() -> of("tracing.sample-ratio", ratio))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("tracing.sample-ratio");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:4318",
        "ftp://localhost",
        "http:///v1",
        "http://user:secret@localhost:4318",
        "http://localhost:4318?token=x",
        "http://localhost:4318#x",
        "http://local host"
      })
  void refusesAddressesThatAreNone(String endpoint) {
    // when, then
    assertThatThrownBy(() -> of("tracing.otlp-endpoint", endpoint))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("tracing.otlp-endpoint");
  }
}
