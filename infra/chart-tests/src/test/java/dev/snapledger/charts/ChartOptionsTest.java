package dev.snapledger.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each option of values.yaml arrives where it belongs, and the rest still fits. */
class ChartOptionsTest {
  private final HelmChart chart = HelmChart.orSkip();

  @Test
  void everyOptionIsTriedHere() throws Exception {
    // given
    JsonNode schema =
        new ObjectMapper().readTree(HelmChart.FOLDER.resolve("values.schema.json").toFile());

    // when
    var options = new TreeSet<String>();
    collect(schema, "", options);
    options.remove("global"); // Helm's own.

    // then
    assertThat(Option.ALL.stream().map(Option::name)).containsExactlyInAnyOrderElementsOf(options);
  }

  /** Options of a schema: what has no properties of its own. */
  private static void collect(JsonNode schema, String prefix, Set<String> options) {
    schema
        .path("properties")
        .properties()
        .forEach(
            each -> {
              String path = prefix + each.getKey();
              if (each.getValue().has("properties")) {
                collect(each.getValue(), path + ".", options);
              } else {
                options.add(path);
              }
            });
  }

  @Test
  void eachArrivesWhereItBelongs(@TempDir Path folder) {
    // given
    Rendered own = chart.rendered();
    for (Option option : Option.ALL) {
      // when
      Rendered release = chart.rendered(option.values());

      // then
      String name = option.name();
      assertThat(option.found().apply(release)).as(name).isEqualTo(option.expected());
      assertThat(option.found().apply(own))
          .as("%s by itself", name)
          .isNotEqualTo(option.expected());
      Parts.assertFit(release);
      assertThat(Release.settings(release, folder).kafka()).containsKey("bootstrap.servers");
    }
  }

  @Test
  void otherSettingsMakeAnotherPod() {
    // given
    String own = annotation(chart.rendered());

    // when, then
    assertThat(annotation(chart.rendered())).isEqualTo(own);
    for (Option other : List.of(Option.SETTINGS, Option.SECRET_SETTINGS)) {
      assertThat(annotation(chart.rendered(other.values()))).as(other.name()).isNotEqualTo(own);
    }
  }

  private static String annotation(Rendered release) {
    return String.valueOf(
        release
            .set()
            .getSpec()
            .getTemplate()
            .getMetadata()
            .getAnnotations()
            .get("snapledger/settings"));
  }

  @Test
  void whatIsSecretIsInTheSecretAlone() {
    // given
    String secret = "correct-horse-battery";

    // when
    String manifest =
        chart.manifest(
            HelmChart.RELEASE,
            """
            secretSettings: |
              store.s3.access-key=me
              store.s3.secret-key=%s
            """
                .formatted(secret));

    // then
    assertThat(Rendered.of(manifest).secretSettings()).contains(secret);
    assertThat(manifest.split(secret, -1)).as("once in everything").hasSize(2);
  }
}
