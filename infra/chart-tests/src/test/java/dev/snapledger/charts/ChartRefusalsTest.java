package dev.snapledger.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.junit.jupiter.api.Test;

/** What the chart does not take, and that it says why. */
class ChartRefusalsTest {
  private static final String BROKERS = "settings: |\n  kafka.bootstrap.servers=a:9092\n  ";

  /** Kafka hides them in its logs, but everybody may see them. */
  private static final Set<String> PUBLIC =
      Set.of(
          SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG);

  private final HelmChart chart = HelmChart.orSkip();

  private void assertRefused(String values, String why) {
    assertThatThrownBy(() -> chart.rendered(values))
        .as(values)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(why);
  }

  @Test
  void saysWhatIsMissing() {
    Map.of(
            "settings: null", "missing property 'settings'",
            "image: null", "missing property 'image'",
            "image: ''", "/image",
            "resources: {limits: {memory: null}}", "missing property 'memory'",
            "networkPolicy: {monitoring: []}", "/networkPolicy/monitoring")
        .forEach(this::assertRefused);
    for (String settings : List.of("''", "log.partitions=8", "'# kafka.bootstrap.servers=a:1'")) {
      assertRefused(
          "settings: " + settings, "expected kafka.bootstrap.servers=HOST:PORT in settings");
    }
  }

  @Test
  void refusesOptionsThatItDoesNotHave() {
    assertRefused("replicas: 3", "'replicas' not allowed");
    assertRefused("storage: {sise: 1Gi}", "'sise' not allowed");
    assertRefused("storage: {size: 100}", "/storage/size");
    assertRefused("imagePullPolicy: Sometimes", "/imagePullPolicy");
  }

  @Test
  void keepsSecretsOutOfTheConfigMap() {
    // given
    Set<String> secret = new TreeSet<>(Set.of("store.s3.secret-key"));
    Stream.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef())
        .flatMap(all -> all.configKeys().values().stream())
        .filter(key -> key.type == ConfigDef.Type.PASSWORD && !PUBLIC.contains(key.name))
        .forEach(key -> secret.addAll(List.of("kafka." + key.name, "kafka.admin." + key.name)));
    assertThat(secret).contains("kafka.sasl.jaas.config", "kafka.admin.ssl.keystore.password");

    // when, then
    for (String name : secret) {
      assertRefused(BROKERS + name + "=x", "expected " + name + " in secretSettings");
      assertRefused(BROKERS + "  " + name + " : x", "expected " + name + " in secretSettings");
      assertThat(chart.rendered("secretSettings: |\n  " + name + "=x\n").secretSettings())
          .isEqualTo(name + "=x\n");
    }
  }

  @Test
  void refusesANameOfWhichLabelsWouldBeTooLong() {
    // given
    String longest = "r".repeat(41);

    // when, then
    Parts.assertFit(Rendered.of(chart.manifest(longest, "")));
    assertThatThrownBy(() -> chart.manifest(longest + "r", ""))
        .hasMessageContaining("expected a release name of at most 41 characters");
  }

  @Test
  void aFieldThatKubernetesDoesNotHaveWouldBeFound() {
    // given
    String manifest = chart.manifest(HelmChart.RELEASE, "");

    // when, then
    for (String field : List.of("serviceName:", "readinessProbe:", "podSelector:", "targetPort:")) {
      String misspelt = manifest.replace(field, "x" + field);
      assertThatThrownBy(() -> Rendered.of(misspelt))
          .as(field)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Unrecognized field \"x" + field.replace(":", "\""));
    }
    String twice = manifest.replace("replicas: 1", "replicas: 1\n  replicas: 1");
    assertThatThrownBy(() -> Rendered.of(twice)).hasMessageContaining("Duplicate field");
    String list = manifest.replace("replicas: 1", "replicas: many");
    assertThatThrownBy(() -> Rendered.of(list)).isInstanceOf(AssertionError.class);
  }
}
