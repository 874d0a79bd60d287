package dev.snapledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.broker.BrokerSecurity;
import dev.snapledger.runtime.RuntimeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertThatThrownBy(() -> Settings.of(Map.of("kafka.sasl.mechanism", "PLAIN")).kafka())
        .hasMessageContaining("kafka.bootstrap.servers");
  }

  @Test
  void refusesToOverrideWhatExactlyOnceRestsOn() {
    for (String name :
        List.of("acks", "producer.acks", "consumer.group.id", "consumer.isolation.level")) {
      assertThatThrownBy(
              () ->
                  Settings.of(Map.of("kafka.bootstrap.servers", "a:1", "kafka." + name, "all"))
                      .kafka())
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("kafka." + name);
    }
    assertThat(
            Settings.of(
                    Map.of(
                        "kafka.bootstrap.servers", "a:1",
                        "kafka.sasl.mechanism", "SCRAM-SHA-512",
                        "kafka.producer.linger.ms", "5"))
                .kafka())
        .hasSize(3);
  }

  @Test
  void tellsTheRuntimeItsGroupItsIdsAndItsMemory() {
    // when
    RuntimeSettings usual = RuntimeChoice.of(Settings.defaults(), Path.of("checkpoints"));
    RuntimeSettings other =
        RuntimeChoice.of(
            Settings.of(
                Map.of(
                    "node.name", "n2",
                    "runtime.group", "blue",
                    "runtime.transactional-id-prefix", "team-a.ledger",
                    "runtime.checkpoint-changes", "5000",
                    "runtime.entity-cache-mib", "64")),
            Path.of("checkpoints"));

    // then
    assertThat(usual).isEqualTo(RuntimeSettings.of("node-1", Path.of("checkpoints")));
    assertThat(usual.transactionalId()).isEqualTo("ledger-command-processors.node-1");
    assertThat(other)
        .isEqualTo(
            new RuntimeSettings(
                "n2", "blue", "team-a.ledger", Path.of("checkpoints"), 5_000, 64L << 20));
    assertThat(other.transactionalId()).isEqualTo("team-a.ledger.n2");
    assertThatThrownBy(
            () -> RuntimeChoice.of(Settings.of(Map.of("runtime.group", "a b")), Path.of("x")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("runtime.group");
  }

  @Test
  void knowsTheNamesOfAChoice() {
    assertThat(Settings.defaults().choice(Setting.BROKER_SECURITY, BrokerSecurity.class))
        .isEqualTo(BrokerSecurity.OPEN);
    assertThatThrownBy(
            () ->
                Settings.of(Map.of("broker.security", "tls"))
                    .choice(Setting.BROKER_SECURITY, BrokerSecurity.class))
        .hasMessage("setting broker.security: expected open or scram, but found 'tls'");
  }

  @ParameterizedTest
  @CsvSource({
    "http.connections-max,1048576",
    "http.requests-max,1048576",
    "http.downloads-max,1024",
    "http.uploads-max,1024"
  })
  void refusesHowMuchAServerShallDoOutsideItsBounds(String name, String max) {
    // when, then
    for (String text : new String[] {"0", max + "0", "-1", "many", ""}) {
      assertThatThrownBy(() -> HttpChoice.of(Settings.of(Map.of(name, text))))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining(name + ": expected a whole number from 1 to " + max);
    }
    HttpChoice most = HttpChoice.of(Settings.of(Map.of(name, max)));
    assertThat(most.binding().capacity() + " " + most.pageBlobs()).contains("Max=" + max);
  }

  @Test
  void areWhatThePageLists() throws Exception {
    // given
    List<String> listed =
        Files.readAllLines(Path.of("../../docs/reference/settings.md")).stream()
            .filter(line -> line.startsWith("| `") && !line.contains("kafka."))
            .toList();

    // then
    assertThat(listed)
        .map(line -> line.split("\\|", -1)[1].strip().replace("`", ""))
        .containsExactlyElementsOf(Arrays.stream(Setting.values()).map(Setting::key).toList());
    assertThat(listed)
        .map(line -> line.split("\\|", -1)[2].strip().replace("`", ""))
        .containsExactlyElementsOf(
            Arrays.stream(Setting.values()).map(Setting::defaultText).toList());
  }

  @Test
  void usesTheEmbeddedBrokerByDefault() {
    assertThat(Settings.defaults().kafka()).isEmpty();
    assertThat(Settings.defaults().number(Setting.PARTITIONS, 1, 100)).isEqualTo(8);
  }
}
