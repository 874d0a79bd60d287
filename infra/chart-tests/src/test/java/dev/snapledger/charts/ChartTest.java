package dev.snapledger.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.LintResult;
import dev.snapledger.app.config.HttpChoice;
import dev.snapledger.app.config.ManagementChoice;
import dev.snapledger.app.config.Setting;
import dev.snapledger.app.config.Settings;
import dev.snapledger.cli.CommandLines;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart with its own values: objects of Kubernetes that fit each other and the program. */
class ChartTest {
  private static final Path LAUNCHER = Path.of("../bin/ledger");
  private static final Path IMAGE = Path.of("../deploy/docker/Dockerfile");

  private final HelmChart chart = HelmChart.orSkip();
  private final Rendered release = chart.rendered();

  @Test
  void helmHasNoFaultToFind() {
    // when
    LintResult found = chart.lint();

    // then
    assertThat(found.isFailed()).as("%s", found.getMessages()).isFalse();
    assertThat(found.getMessages()).noneMatch(line -> line.contains("WARNING"));
  }

  @Test
  void itsPartsFitEachOther() {
    Parts.assertFit(release);
  }

  @Test
  void itIsOfTheVersionThatIsBuilt() {
    // given
    String built = first("^  <version>(.*)</version>", Path.of("../../pom.xml"));

    // when, then
    assertThat(first("^appVersion: \"(.*)\"", HelmChart.FOLDER.resolve("Chart.yaml")))
        .isEqualTo(built);
  }

  @Test
  void whatItStartsIsACommandAndItsSettingsAreKnown(@TempDir Path folder) {
    // given
    Settings settings =
        Release.settings(release, folder).with(Release.pairs(release.arguments("--set")));

    // when, then
    CommandLines.parse(release.container().getArgs());
    assertThat(settings.kafka()).containsKey("bootstrap.servers");
    assertThat(ManagementChoice.of(settings).host()).isEqualTo("0.0.0.0");
    assertThat(release.ports())
        .isEqualTo(
            Map.of(
                "https", HttpChoice.of(settings).binding().port(),
                "management", Objects.requireNonNull(ManagementChoice.of(settings).port())));
  }

  @Test
  void settingsThatAreCommentedOutAreKnown(@TempDir Path folder) {
    // given
    String all = release.settings().replaceAll("(?m)^# (?=[a-z])", "");

    // when
    Settings settings = Release.settings(all, folder);

    // then
    assertThat(all).isNotEqualTo(release.settings());
    for (Setting file : List.of(Setting.HTTP_TLS_CERTIFICATE, Setting.HTTP_TLS_KEY)) {
      assertThat(release.container().getVolumeMounts())
          .filteredOn(mount -> mount.getName().equals("tls"))
          .singleElement()
          .satisfies(mount -> assertThat(settings.text(file)).startsWith(mount.getMountPath()));
    }
  }

  @Test
  void theProbesAskWhatTheNodeAnswers() throws Exception {
    // given
    Container container = release.container();
    List<String> asked =
        List.of(
            container.getStartupProbe().getHttpGet().getPath(),
            container.getLivenessProbe().getHttpGet().getPath(),
            container.getReadinessProbe().getHttpGet().getPath());

    // when, then
    assertThat(asked).containsExactly("/health/started", "/health/live", "/health/ready");
    assertThat(Release.unanswered(asked)).isEmpty();
    assertThat(Release.unanswered(List.of("/health/nothing"))).hasSize(1);
  }

  @Test
  void theContainerMayDoNothingThatItNeedNot() {
    // given
    var rights = release.container().getSecurityContext();
    var pod = release.pod();
    long user = Long.parseLong(first("^USER ([0-9]+):", IMAGE));

    // when, then
    assertThat(rights.getReadOnlyRootFilesystem()).isTrue();
    assertThat(rights.getAllowPrivilegeEscalation()).isFalse();
    assertThat(rights.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(rights.getCapabilities().getAdd()).isEmpty();
    assertThat(rights.getPrivileged()).isNull();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(user).isPositive();
    assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(user);
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getVolumes()).noneMatch(volume -> volume.getHostPath() != null);
    assertThat(release.container().getEnv())
        .singleElement()
        .satisfies(each -> assertThat(each.getName()).isEqualTo("POD_NAME"));
  }

  @Test
  void theMemoryHoldsWhatTheLauncherAllows() {
    // given: no broker in this pod, so heap, what is beside it, and a GiB for the JVM and RocksDB
    long heap = 1024L * Long.parseLong(first("-Xmx([0-9]+)g", LAUNCHER));
    long direct = Long.parseLong(first("-XX:MaxDirectMemorySize=([0-9]+)m", LAUNCHER));
    var resources = release.container().getResources();

    // when
    long limit = mib(resources.getLimits().get("memory"));
    long request = mib(resources.getRequests().get("memory"));

    // then
    assertThat(limit).isGreaterThanOrEqualTo(heap + direct + 1024);
    assertThat(request).isBetween(heap + direct, limit);
    assertThat(resources.getRequests().get("cpu")).isNotNull();
  }

  private static long mib(@Nullable Quantity quantity) {
    return Objects.requireNonNull(quantity)
        .getNumericalAmount()
        .divide(BigDecimal.valueOf(1 << 20))
        .longValueExact();
  }

  private static String first(String pattern, Path file) {
    Pattern sought = Pattern.compile(pattern);
    return HelmChart.lines(file).stream()
        .map(sought::matcher)
        .filter(Matcher::find)
        .findFirst()
        .orElseThrow(() -> new AssertionError("expected " + pattern + " in " + file))
        .group(1);
  }
}
