package dev.snapledger.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What docs/reference/metrics.md lists, by the names that Prometheus sees. */
public final class MetricsReference {
  private static final Path PAGE = Path.of("../../docs/reference/metrics.md");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9.]+)` \\|.*");

  /**
   * One row.
   *
   * @param series names of its series in Prometheus
   * @param always whether it is there from the start on
   */
  record Row(Set<String> series, boolean always) {}

  private MetricsReference() {}

  static List<Row> rows() throws IOException {
    return Files.readString(PAGE, UTF_8)
        .lines()
        .filter(line -> ROW.matcher(line).matches())
        .map(MetricsReference::row)
        .toList();
  }

  /** All series that the page knows. */
  public static Set<String> series() throws IOException {
    return rows().stream()
        .flatMap(row -> row.series().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Row row(String line) {
    String[] cells = line.split("\\|", -1);
    String base = cells[1].strip().replace("`", "").replace('.', '_');
    String unit = cells[3].strip();
    String named = unit.isEmpty() || base.endsWith("_" + unit) ? base : base + "_" + unit;
    Set<String> series = new TreeSet<>();
    switch (cells[2].strip()) {
      case "gauge" -> series.add(named);
      case "counter" -> series.add(named + "_total");
      case "timer", "summary" -> {
        for (String part : List.of("_count", "_sum", "_max")) {
          series.add(named + part);
        }
        if (line.contains("`_bucket`")) {
          series.add(named + "_bucket");
        }
      }
      default -> throw new AssertionError("expected a type that Prometheus knows in " + line);
    }
    return new Row(series, !line.contains("absent "));
  }
}
