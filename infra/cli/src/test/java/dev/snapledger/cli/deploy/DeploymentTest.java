package dev.snapledger.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.app.config.HttpChoice;
import dev.snapledger.app.config.ManagementChoice;
import dev.snapledger.app.config.Setting;
import dev.snapledger.app.config.Settings;
import dev.snapledger.cli.CommandLines;
import dev.snapledger.cli.deploy.DeployFiles.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Image, compose file and unit name commands, settings, ports and files that exist. */
class DeploymentTest {
  private static final Settings IN_IMAGE =
      Settings.of(DeployFiles.settingsIn(DeployFiles.text("docker/ledger.properties")));

  @Test
  void theImageStartsACommandAndShowsThePortsOfItsSettings() {
    // when, then
    CommandLines.parse(DockerFiles.words("CMD"));
    assertThat(DockerFiles.last("EXPOSE"))
        .isEqualTo(
            HttpChoice.of(IN_IMAGE).binding().port() + " " + ManagementChoice.of(IN_IMAGE).port());
    assertThat(DeployFiles.text("docker/healthcheck"))
        .contains("${1:-" + ManagementChoice.of(IN_IMAGE).port() + "}");
    assertThat(Integer.parseInt(DockerFiles.user())).isPositive();
  }

  private final Node compose =
      DeployFiles.documents(DeployFiles.text("compose/compose.yaml")).getFirst();
  private final Map<String, Node> services = compose.at("services").entries();

  private List<Node> servicesLike(String name) {
    return services.entrySet().stream()
        .filter(each -> each.getKey().startsWith(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Test
  void theComposeFileHasThreeBrokersOfTheVersionThatIsTestedAndTwoNodes() throws Exception {
    // given
    Matcher version =
        Pattern.compile("<kafka.version>(.*)</kafka.version>")
            .matcher(Files.readString(Path.of("../../pom.xml")));
    assertThat(version.find()).isTrue();

    // when, then
    assertThat(servicesLike("broker-"))
        .hasSize(3)
        .allMatch(each -> image(each, "KAFKA_IMAGE").equals("apache/kafka:" + version.group(1)));
    assertThat(servicesLike("node-"))
        .hasSize(2)
        .allMatch(each -> image(each, "LEDGER_IMAGE").equals("snapledger:latest"));
    assertThat(services).hasSize(5);
  }

  /** The image of a service if the variable that names another one is not set. */
  private static String image(Node service, String variable) {
    Matcher image =
        Pattern.compile("\\$\\{" + variable + ":-(.*)}").matcher(service.at("image").text());
    assertThat(image.matches()).as(service.at("image").text()).isTrue();
    return image.group(1);
  }

  @Test
  void whatTheComposeFileNamesIsThere() {
    for (Map.Entry<String, Node> service : services.entrySet()) {
      for (String volume : service.getValue().at("volumes").texts()) {
        assertVolumeIsThere(volume.replaceFirst(":.*", ""));
      }
      for (String network : service.getValue().at("networks").texts()) {
        assertThat(compose.at("networks").entries()).containsKey(network);
      }
      service
          .getValue()
          .at("depends_on")
          .entries()
          .keySet()
          .forEach(on -> assertThat(services).containsKey(on));
      for (Node used : service.getValue().at("secrets").all()) {
        assertThat(compose.at("secrets").entries()).containsKey(used.at("source").text());
      }
    }
    assertThat(
            DeployFiles.path(
                "compose/" + compose.at("secrets", "ledger-secrets", "file").text() + ".example"))
        .exists();
    assertThat(DeployFiles.path("compose/.gitignore"))
        .content()
        .contains("ledger-secrets.properties");
  }

  /** A volume of the file, or a file beside it. */
  private void assertVolumeIsThere(String source) {
    if (source.startsWith("./")) {
      assertThat(DeployFiles.path("compose").resolve(source)).exists();
    } else {
      assertThat(compose.at("volumes").entries()).containsKey(source);
    }
  }

  @Test
  void theNodesOfTheComposeFileAreStartedWithSettingsThatAreKnown() {
    // given
    Map<String, String> file =
        DeployFiles.settingsIn(DeployFiles.text("compose/ledger.properties"));
    Settings.of(
        DeployFiles.settingsIn(DeployFiles.text("compose/ledger-secrets.properties.example")));
    var names = new ArrayList<String>();

    // when, then
    for (Node node : servicesLike("node-")) {
      List<String> words = node.at("command").texts();
      CommandLines.parse(words);
      assertThat(node.at("volumes").texts())
          .contains("./ledger.properties:" + words.get(words.indexOf("--config") + 1) + ":ro");
      Settings settings = Settings.of(file).with(DeployFiles.settingsAmong(words));
      names.add(settings.text(Setting.NODE_NAME));
      assertThat(node.at("ports", 0).text())
          .endsWith(":" + HttpChoice.of(settings).binding().port());
      assertThat(ManagementChoice.of(settings)).isEqualTo(ManagementChoice.of(IN_IMAGE));
      assertThat(node.at("environment").isThere()).as("secrets are in files").isFalse();
      assertThat(node.at("read_only").value()).isEqualTo(true);
    }
    assertThat(names).doesNotHaveDuplicates();
    for (Node broker : servicesLike("broker-")) {
      assertThat(broker.at("environment", "KAFKA_DEFAULT_REPLICATION_FACTOR").text())
          .isEqualTo(file.get("log.replication"));
      assertThat(broker.at("networks").texts()).containsExactly("log");
    }
    assertThat(compose.at("networks", "log", "internal").value()).isEqualTo(true);
  }

  private static String unit(String key) {
    return DeployFiles.text("systemd/snapledger.service")
        .lines()
        .filter(line -> line.startsWith(key + "="))
        .findFirst()
        .orElseThrow()
        .substring(key.length() + 1);
  }

  @Test
  void theUnitStartsACommandWithSettingsThatAreKnown() {
    // given
    List<String> words = List.of(unit("ExecStart").split(" ", -1));

    // when, then
    assertThat(words.getFirst()).isEqualTo("/opt/snapledger/bin/ledger");
    CommandLines.parse(words.subList(1, words.size()));
    assertThat(unit("SuccessExitStatus")).isEqualTo("143");
    assertThat(
            Stream.of("DynamicUser", "NoNewPrivileges", "ProtectSystem")
                .map(DeploymentTest::unit)
                .toList())
        .containsExactly("yes", "yes", "strict");
  }

  @Test
  void theUnitsMemoryHoldsWhatTheLauncherAllows() throws Exception {
    // given
    String launcher = Files.readString(Path.of("../bin/ledger"));
    long heap = 1024L * number("-Xmx([0-9]+)g", launcher);
    long direct = number("-XX:MaxDirectMemorySize=([0-9]+)m", launcher);
    long broker =
        number("Heap ([0-9]+) MiB", Files.readString(Path.of("../../docs/operating/broker.md")));

    // when
    long allowed = 1024L * number("([0-9]+)G", unit("MemoryMax"));

    // then: a GiB for what JVMs and RocksDB take beside it
    assertThat(allowed).isGreaterThanOrEqualTo(heap + direct + broker + 1024);
    assertThat(number("([0-9]+)M", unit("MemoryHigh"))).isBetween(heap + direct + broker, allowed);
  }

  private static long number(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return Long.parseLong(found.group(1));
  }
}
