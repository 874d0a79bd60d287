package dev.snapledger.charts;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/**
 * The chart of this project, in the hands of Helm itself: a native library, which there is here for
 * Linux on x86-64 alone. Elsewhere the tests that ask for it are skipped. For one thread.
 */
final class HelmChart {
  static final Path FOLDER = Path.of("../deploy/helm/snapledger");
  static final String RELEASE = "check";
  private static final Set<String> X86 = Set.of("amd64", "x86_64");

  private final Helm helm = new Helm(FOLDER);

  private HelmChart() {}

  /** Ends the test as skipped where there is no Helm. */
  static HelmChart orSkip() {
    String here = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && X86.contains(System.getProperty("os.arch")),
        "chart tests SKIPPED: expected Linux on amd64, which Helm is here a library for, but found "
            + here);
    return new HelmChart();
  }

  /** What Helm says of the chart; its warnings fail it. */
  LintResult lint() {
    return helm.lint().strict().call();
  }

  Rendered rendered() {
    return rendered("");
  }

  /**
   * The objects of a release.
   *
   * @param values YAML that is laid over the chart's own values
   * @throws IllegalStateException with Helm's words if it refuses them
   */
  Rendered rendered(String values) {
    return Rendered.of(manifest(RELEASE, values));
  }

  /** The same, as text, of a release of another name. */
  String manifest(String release, String values) {
    Path file = temporary(values);
    try {
      return helm.template().withName(release).withValuesFile(file).call();
    } finally {
      file.toFile().delete();
    }
  }

  private static Path temporary(String values) {
    try {
      return Files.writeString(Files.createTempFile("values", ".yaml"), values);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write values", e);
    }
  }

  /** Lines of a file of this repository. */
  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read " + file, e);
    }
  }
}
