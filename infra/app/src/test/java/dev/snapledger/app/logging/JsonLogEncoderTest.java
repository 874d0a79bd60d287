package dev.snapledger.app.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLogEncoderTest {
  private final Logger logger = new LoggerContext().getLogger("dev.snapledger.Test");
  private final JsonLogEncoder encoder = new JsonLogEncoder();

  private LoggingEvent event(String message, Map<String, String> fields, Object... arguments) {
    var event = new LoggingEvent("", logger, Level.WARN, message, null, arguments);
    event.setInstant(Instant.parse("2026-01-02T03:04:05.006Z"));
    event.setThreadName("main");
    event.setMDCPropertyMap(fields);
    return event;
  }

  private JsonNode line(LoggingEvent event) throws Exception {
    String text = new String(encoder.encode(event), UTF_8);
    assertThat(text).endsWith("}\n");
    assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
    return new ObjectMapper().readTree(text);
  }

  @Test
  void writesFieldsOfTheEventAndOfItsThread() throws Exception {
    // given
    LoggingEvent event = event("{} of {}", Map.of("request", "r-1", "resource", "disks/d"), 1, 2);
    event.addKeyValuePair(new KeyValuePair("partition", 3));

    // when, then
    assertThat(line(event))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"time": "2026-01-02T03:04:05.006Z", "level": "WARN",
                     "logger": "dev.snapledger.Test", "thread": "main", "message": "1 of 2",
                     "request": "r-1", "resource": "disks/d", "partition": "3"}\
                    """));
  }

  @Test
  void staysOneLineWhateverIsInIt() throws Exception {
    // given
    String nasty = "a\nb\r\"}{\\\u0000\u2028{}%s";

    // when, then
    assertThat(line(event(nasty, Map.of("x", nasty))).path("message").asText()).isEqualTo(nasty);
    assertThat(line(event(nasty, Map.of("x", nasty))).path("x").asText()).isEqualTo(nasty);
  }

  @Test
  void doesNotLetAFieldStandForOneOfItsOwn() throws Exception {
    // when
    JsonNode line = line(event("real", Map.of("message", "forged", "level", "INFO")));

    // then
    assertThat(line.path("message").asText()).isEqualTo("real");
    assertThat(line.path("level").asText()).isEqualTo("WARN");
  }

  @Test
  void cutsWhatIsTooLong() throws Exception {
    // when
    JsonNode fits = line(event("x".repeat(JsonLogEncoder.TEXT_CHARS_MAX), Map.of()));
    JsonNode cut = line(event("x".repeat(JsonLogEncoder.TEXT_CHARS_MAX + 1), Map.of()));

    // then
    assertThat(fits.path("message").asText()).hasSize(JsonLogEncoder.TEXT_CHARS_MAX).endsWith("x");
    assertThat(cut.path("message").asText())
        .hasSize(JsonLogEncoder.TEXT_CHARS_MAX + 1)
        .endsWith("…");
  }

  @Test
  void writesFailuresWithTheirTrace() throws Exception {
    // given
    var failure = new IllegalStateException("outer", new IllegalArgumentException("inner"));
    var event = new LoggingEvent("", logger, Level.ERROR, "failed", failure, null);
    event.setInstant(Instant.EPOCH);
    event.setThreadName("main");
    event.setMDCPropertyMap(Map.of());

    // when
    JsonNode line = line(event);

    // then
    assertThat(line.path("exception").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.path("trace").asText())
        .contains("outer", "Caused by: java.lang.IllegalArgumentException: inner");
  }
}
