package dev.snapledger.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.snapledger.app.config.HttpChoice;
import dev.snapledger.app.config.ManagementChoice;
import dev.snapledger.app.config.Settings;
import dev.snapledger.cli.CommandLines;
import dev.snapledger.cli.deploy.DeployFiles.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The chart, rendered with its own values: parts that fit each other and the program. */
class ChartTest {
  private static final String FOLDER = "helm/snapledger/";
  private static final List<String> TEMPLATES =
      List.of("configmap", "secret", "service", "networkpolicy", "statefulset");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Node values =
      DeployFiles.documents(DeployFiles.text(FOLDER + "values.yaml")).getFirst();
  private final List<Node> objects = rendered();

  private List<Node> rendered() {
    var chart = new Chart(values);
    var all = new ArrayList<Node>();
    for (String name : TEMPLATES) {
      String text = DeployFiles.text(FOLDER + "templates/" + name + ".yaml");
      all.addAll(DeployFiles.documents(chart.render(text)));
    }
    return all;
  }

  private Node object(String kind, String name) {
    return objects.stream()
        .filter(each -> each.at("kind").text().equals(kind))
        .filter(each -> each.at("metadata", "name").text().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Node pod() {
    return object("StatefulSet", "check-snapledger").at("spec", "template", "spec");
  }

  private Node container() {
    return pod().at("containers", 0);
  }

  @Test
  void everyTemplateIsRenderedHere() {
    assertThat(Objects.requireNonNull(DeployFiles.path(FOLDER + "templates").toFile().list()))
        .containsExactlyInAnyOrderElementsOf(
            TEMPLATES.stream().map(name -> name + ".yaml").toList());
  }

  @Test
  void itsValuesAreAsItsSchemaSays() throws Exception {
    // given
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(DeployFiles.text(FOLDER + "values.schema.json"));
    JsonNode own = JSON.valueToTree(values.value());

    // when, then
    assertThat(schema.validate(own)).isEmpty();
    for (String wrong : List.of("image", "settings", "networkPolicy")) {
      ObjectNode without = own.deepCopy();
      without.remove(wrong);
      assertThat(schema.validate(without)).as(wrong).isNotEmpty();
    }
    ObjectNode unknown = own.deepCopy();
    unknown.put("replicas", 3);
    assertThat(schema.validate(unknown)).isNotEmpty();
    ObjectNode open = own.deepCopy();
    open.withObject("/networkPolicy").putArray("monitoring"); // Would let everybody in.
    assertThat(schema.validate(open)).isNotEmpty();
  }

  @Test
  void whatItStartsIsACommandAndItsSettingsAreKnown() {
    // given
    List<String> arguments = container().at("args").texts();
    Settings settings =
        Settings.of(DeployFiles.settingsIn(values.at("settings").text()))
            .with(DeployFiles.settingsAmong(arguments));

    // when, then
    CommandLines.parse(arguments);
    assertThat(settings.kafka()).containsKey("bootstrap.servers");
    ManagementChoice management = ManagementChoice.of(settings);
    assertThat(management.host()).isEqualTo("0.0.0.0");
    assertThat(port("management")).isEqualTo(management.port());
    assertThat(port("https"))
        .isEqualTo(
            HttpChoice.of(Settings.of(DeployFiles.settingsAmong(arguments))).binding().port());
  }

  private Object port(String name) {
    return Objects.requireNonNull(
        container().at("ports").all().stream()
            .filter(port -> port.at("name").text().equals(name))
            .findFirst()
            .orElseThrow()
            .at("containerPort")
            .value());
  }

  @Test
  void itsPartsFitEachOther() {
    // given
    Map<String, Node> labels =
        object("StatefulSet", "check-snapledger")
            .at("spec", "template", "metadata", "labels")
            .entries();

    // when, then
    assertThat(
            object("StatefulSet", "check-snapledger")
                .at("spec", "selector", "matchLabels")
                .entries())
        .isEqualTo(labels);
    assertThat(
            object("NetworkPolicy", "check-snapledger")
                .at("spec", "podSelector", "matchLabels")
                .entries())
        .isEqualTo(labels);
    String pods = object("StatefulSet", "check-snapledger").at("spec", "serviceName").text();
    for (String service : List.of("check-snapledger", pods)) {
      assertThat(object("Service", service).at("spec", "selector").entries()).isEqualTo(labels);
      String target = object("Service", service).at("spec", "ports", 0, "targetPort").text();
      assertThat(port(target)).isNotNull();
    }
    Set<String> volumes = new TreeSet<>();
    pod().at("volumes").all().forEach(volume -> volumes.add(volume.at("name").text()));
    volumes.add(
        object("StatefulSet", "check-snapledger")
            .at("spec", "volumeClaimTemplates", 0, "metadata", "name")
            .text());
    assertThat(container().at("volumeMounts").all().stream().map(each -> each.at("name").text()))
        .containsExactlyInAnyOrderElementsOf(volumes);
    assertFilesAreMounted();
  }

  /** Each --config is the key of a config map or secret, below where that is mounted. */
  private void assertFilesAreMounted() {
    List<String> arguments = container().at("args").texts();
    assertThat(arguments)
        .contains(
            "/etc/ledger/settings/ledger.properties", "/etc/ledger/secrets/secrets.properties");
    assertThat(object("ConfigMap", "check-snapledger").at("data").entries())
        .containsKey("ledger.properties");
    assertThat(object("Secret", "check-snapledger").at("stringData").entries())
        .containsKey("secrets.properties");
    assertThat(container().at("env").texts()).singleElement().asString().doesNotContain("secret");
  }

  @Test
  void theProbesAskWhatTheNodeAnswers() {
    for (String probe : List.of("startup", "liveness", "readiness")) {
      Node asked = container().at(probe + "Probe", "httpGet");
      assertThat(asked.at("port").text()).isEqualTo("management");
      assertThat(asked.at("path").text()).isIn("/health/started", "/health/live", "/health/ready");
    }
  }

  @Test
  void theContainerMayDoNothingThatItNeedNot() {
    Node rights = container().at("securityContext");
    assertThat(rights.at("readOnlyRootFilesystem").value()).isEqualTo(true);
    assertThat(rights.at("allowPrivilegeEscalation").value()).isEqualTo(false);
    assertThat(rights.at("capabilities", "drop").texts()).containsExactly("ALL");
    assertThat(pod().at("securityContext", "runAsNonRoot").value()).isEqualTo(true);
    assertThat(pod().at("securityContext", "runAsUser").text()).isEqualTo(DockerFiles.user());
    assertThat(pod().at("automountServiceAccountToken").value()).isEqualTo(false);
  }
}
