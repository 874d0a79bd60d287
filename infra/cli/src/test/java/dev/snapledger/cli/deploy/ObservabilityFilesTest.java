package dev.snapledger.cli.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.cli.deploy.DeployFiles.Node;
import dev.snapledger.cli.up.MetricsReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Dashboard and alerts ask for metrics that docs/reference/metrics.md lists. */
class ObservabilityFilesTest {
  private static final Pattern SERIES =
      Pattern.compile("\\b(?:ledger|jvm|process|system)_[a-z0-9_]+");

  private static Set<String> seriesIn(String expression) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = SERIES.matcher(expression);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  @Test
  void everyPanelAsksForMetricsThatExist() throws Exception {
    // given
    JsonNode dashboard = new ObjectMapper().readTree(DeployFiles.text("grafana/dashboard.json"));
    List<JsonNode> asked = dashboard.findValues("expr");

    // when, then
    assertThat(asked).hasSizeGreaterThan(20);
    for (JsonNode expression : asked) {
      assertThat(seriesIn(expression.asText()))
          .as(expression.asText())
          .isNotEmpty()
          .isSubsetOf(MetricsReference.series());
      assertThat(expression.asText()).contains("$instance");
    }
    for (JsonNode variable : dashboard.at("/templating/list")) {
      assertThat(MetricsReference.series())
          .containsAll(seriesIn(variable.at("/query/query").asText()));
    }
    assertThat(dashboard.findValuesAsText("id")).doesNotHaveDuplicates();
  }

  @Test
  void everyAlertAsksForMetricsThatExistAndIsExplained() throws Exception {
    // given
    List<Node> rules =
        DeployFiles.documents(DeployFiles.text("prometheus/alerts.yaml"))
            .getFirst()
            .at("groups", 0, "rules")
            .all();
    String page = Files.readString(Path.of("../../docs/operating/observability.md"), UTF_8);

    // when, then
    assertThat(rules).hasSizeGreaterThan(8);
    for (Node rule : rules) {
      String expression = rule.at("expr").text();
      if (!expression.startsWith("up{")) {
        assertThat(seriesIn(expression))
            .as(expression)
            .isNotEmpty()
            .isSubsetOf(MetricsReference.series());
      }
      assertThat(rule.at("labels", "severity").text()).isIn("page", "ticket");
      assertThat(rule.at("annotations", "summary").isThere()).isTrue();
      assertThat(page).contains("| `" + rule.at("alert").text() + "` |");
    }
  }
}
