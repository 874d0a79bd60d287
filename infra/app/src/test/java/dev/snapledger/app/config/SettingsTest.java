package dev.snapledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @Test
  void readsAFileAndLetsOtherValuesWin(@TempDir Path folder) throws Exception {
    // given
    Path file =
        Files.writeString(
            folder.resolve("node.properties"),
            "log.partitions = 4\nkafka.bootstrap.servers=a:9092\npolicy.snapshot-rate-window=5m\n");

    // when
    Settings settings = Settings.read(file).with(Map.of("log.partitions", "6"));

    // then
    assertThat(settings.number(Setting.PARTITIONS, 1, 100)).isEqualTo(6);
    assertThat(settings.kafka()).containsOnly(Map.entry("bootstrap.servers", "a:9092"));
    assertThat(settings.duration(Setting.POLICY_RATE_WINDOW)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void refusesAnUnknownNameAndListsTheKnown() {
    assertThatThrownBy(() -> Settings.of(Map.of("partitions", "4")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("log.partitions")
        .hasMessageContaining("found 'partitions'");
  }

  @Test
  void refusesValuesOutsideTheirBounds() {
    for (String text : new String[] {"0", "101", "-1", "ten", "", "99999999999999999999"}) {
      assertThatThrownBy(
              () -> Settings.of(Map.of("log.partitions", text)).number(Setting.PARTITIONS, 1, 100))
          .hasMessageContaining("a whole number from 1 to 100");
    }
    assertThatThrownBy(
            () ->
                Settings.of(Map.of("policy.snapshot-rate-window", "5 minutes"))
                    .duration(Setting.POLICY_RATE_WINDOW))
        .hasMessageContaining("300s, 5m or 1h");
  }

  @Test
  void refusesClientPropertiesWithoutACluster() {
    assertThatThrownBy(() -> Settings.of(Map.of("kafka.acks", "all")).kafka())
        .hasMessageContaining("kafka.bootstrap.servers");
  }

  @Test
  void usesTheEmbeddedBrokerByDefault() {
    assertThat(Settings.defaults().kafka()).isEmpty();
    assertThat(Settings.defaults().number(Setting.PARTITIONS, 1, 100)).isEqualTo(8);
  }
}
