package dev.snapledger.bench.http;

import static dev.snapledger.bench.figure.Target.atLeast;
import static dev.snapledger.bench.figure.Target.atMost;

import dev.snapledger.bench.figure.Figure;
import dev.snapledger.bench.figure.Figures;
import dev.snapledger.bench.figure.Series;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.TextTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a run to people, and what of it has a target to programs. */
record HttpReport(
    HttpOptions options,
    @Nullable UpStarts starts,
    @Nullable SnapshotLatency latency,
    @Nullable Downloads downloads,
    @Nullable PageWriting writing,
    @Nullable LargeDiff large,
    @Nullable QueryLatency queries) {
  static final String OURS = "ours";

  private static final String LIMIT = "limit";
  private static final double FIRST_BYTE_MILLIS_MAX = 50;
  private static final double READY_MILLIS_MAX = 5_000;
  private static final double OF_NGINX_MIN = 0.8;

  void show(Console console) {
    if (latency != null) {
      console.heading("A snapshot with 1 MiB changed before it");
      console.table(snapshots(latency));
    }
    if (queries != null) {
      console.heading("Lists of %,d snapshots over TLS".formatted(QueryPages.ITEMS));
      console.table(queries.table());
    }
    console.heading("Throughput, of all rounds");
    console.table(throughput());
    console.heading("Times, of all rounds");
    console.table(times());
    console.heading("Targets, medians");
    console.table(figures().table());
    if (large != null && !options.isFullLarge()) {
      console.line("  the first byte is judged from 1024 GiB with 200 snapshots on");
    }
  }

  private static TextTable snapshots(SnapshotLatency latency) {
    TextTable table = new TextTable("what", "p50>", "p99>", "unit");
    row(table, "command, until its reply", latency.commands());
    row(table, "PUT, until it was accepted", latency.accepted());
    row(table, "PUT, until it had succeeded", latency.succeeded());
    return table;
  }

  private static void row(TextTable table, String what, double[] sorted) {
    table.row(
        what,
        Figure.number(SnapshotLatency.percentile(sorted, 50)),
        Figure.number(SnapshotLatency.percentile(sorted, 99)),
        "ms");
  }

  private TextTable throughput() {
    TextTable table = new TextTable("what", "contender", "min>", "median>", "max>", "unit");
    if (downloads != null) {
      for (Transport transport : Transport.values()) {
        for (int connections : Downloads.connections()) {
          addDownloads(table, downloads, transport, connections);
        }
      }
    }
    if (writing != null) {
      writing.rates().forEach((label, rates) -> row(table, "PUT 4 MiB", label, rates, "MiB/s"));
    }
    return table;
  }

  private static void addDownloads(
      TextTable table, Downloads downloads, Transport transport, int connections) {
    String what = "GET %s, connections: %d".formatted(transport.label(), connections);
    for (String label : List.of(OURS, Nginx.LABEL)) {
      Series rates = downloads.rates(label, transport, connections);
      if (rates != null) {
        row(table, what, label, rates, "MiB/s");
      }
    }
  }

  private TextTable times() {
    TextTable table = new TextTable("what", "of", "min>", "median>", "max>", "unit");
    if (large != null) {
      row(table, "diff, first byte", "neighbours", large.adjacentFirst(), "ms");
      row(table, "diff, first byte", "first and last", large.farFirst(), "ms");
      row(table, "diff, whole", "neighbours", large.adjacentWhole(), "ms");
      row(table, "diff, whole", "first and last", large.farWhole(), "ms");
    }
    if (starts != null) {
      row(table, "ready", "ledger up", starts.millis(), "ms");
    }
    return table;
  }

  private static void row(TextTable table, String what, String of, Series values, String unit) {
    table.row(
        what,
        of,
        Figure.number(values.min()),
        Figure.number(values.median()),
        Figure.number(values.max()),
        unit);
  }

  Figures figures() {
    List<Figure> figures = new ArrayList<>();
    if (downloads != null) {
      for (Transport transport : Transport.values()) {
        for (int connections : Downloads.connections()) {
          add(figures, downloads, transport, connections);
        }
      }
    }
    if (large != null && options.isFullLarge()) {
      limit(figures, "diff_first_byte", large.adjacentFirst(), FIRST_BYTE_MILLIS_MAX);
      limit(figures, "diff_far_first_byte", large.farFirst(), FIRST_BYTE_MILLIS_MAX);
    }
    if (starts != null) {
      limit(figures, "up_ready", starts.millis(), READY_MILLIS_MAX);
    }
    if (queries != null && options.queries().isFull()) {
      limit(figures, "query_list_p99", Series.of(queries.millis(99)), QueryLatency.LIMIT_MILLIS);
    }
    return new Figures(figures);
  }

  private static void add(
      List<Figure> figures, Downloads downloads, Transport transport, int connections) {
    @Nullable Series ours = downloads.rates(OURS, transport, connections);
    @Nullable Series nginx = downloads.rates(Nginx.LABEL, transport, connections);
    if (ours != null && nginx != null) {
      figures.add(
          new Figure(
              "download_%s_%d_vs_nginx".formatted(transport.label(), connections),
              ours.median(),
              "MiB/s",
              Nginx.LABEL,
              nginx.median(),
              atLeast(OF_NGINX_MIN)));
    }
  }

  private static void limit(List<Figure> figures, String metric, Series values, double limit) {
    figures.add(new Figure(metric, values.median(), "ms", LIMIT, limit, atMost(1)));
  }
}
