package dev.snapledger.bench.blocks;

import dev.snapledger.bench.figure.BarChart;
import dev.snapledger.bench.figure.Figure;
import dev.snapledger.bench.figure.Series;
import dev.snapledger.bench.peer.Machine;
import dev.snapledger.bench.peer.OurStore;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.cli.output.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a run to people: tables, and charts as files. */
record BlocksReport(BlocksOptions options, BlocksResult result) {
  private static final double MEBIBYTE = 1 << 20;

  /** What is compared with something; the large disk has limits only. */
  private static final List<Operation> CHARTED =
      List.of(
          Operation.INGEST,
          Operation.CHANGE,
          Operation.DIFF_ADJACENT,
          Operation.DIFF_FAR,
          Operation.EXPORT_WARM,
          Operation.EXPORT_COLD,
          Operation.EXPORT_DEPTH,
          Operation.SCRUB,
          Operation.DELETE);

  void show(Console console) {
    console.heading("Times, of all rounds");
    console.table(times());
    if (!Machine.canDropCaches()) {
      console.line("  nothing cold: the page cache can be emptied by root on Linux only");
    }
    console.heading("Bytes stored after the snapshots of a round");
    console.table(stored());
    console.heading("Large disk and heap");
    console.table(sizes());
    console.heading("Targets, medians");
    console.table(new BlocksTargets(options, result).figures().table());
    if (!options.isFullImage() || !options.isFullDepth() || !options.isFullLarge()) {
      console.line(
          "  limits are judged from 4096 MiB with 10 snapshots and 1024 GiB with 200 on, the chain"
              + " from 200 images on");
    }
  }

  private TextTable times() {
    TextTable table = new TextTable("operation", "contender", "min>", "median>", "max>", "unit");
    for (Operation operation : Operation.values()) {
      for (Map.Entry<String, Series> entry : result.measured().of(operation).entrySet()) {
        Series times = entry.getValue();
        table.row(
            operation.title(),
            entry.getKey(),
            Figure.number(times.min()),
            Figure.number(times.median()),
            Figure.number(times.max()),
            operation.unit().sign());
      }
    }
    return table;
  }

  private TextTable stored() {
    TextTable table = new TextTable("contender", "MiB>", "of zstd-1>");
    table.row("zstd-1", mebibytes(result.zstdBytes()), "1.000");
    result
        .stored()
        .forEach(
            (label, bytes) ->
                table.row(
                    label,
                    mebibytes(bytes),
                    "%.3f".formatted((double) bytes / result.zstdBytes())));
    return table;
  }

  private TextTable sizes() {
    return new TextTable("what", "MiB>")
        .row("delta of 1 % of the large disk", mebibytes(result.largeDeltaBytes()))
        .row("heap, peak with garbage", mebibytes(result.heapPeakBytes()))
        .row("heap, most after a collection", mebibytes(result.heapKeptBytes()));
  }

  private static String mebibytes(long bytes) {
    return Figure.number(bytes / MEBIBYTE);
  }

  /** Writes a chart for each operation; nothing without a folder. */
  void chart(@Nullable Path folder) throws IOException {
    if (folder == null) {
      return;
    }
    Files.createDirectories(folder);
    for (Operation operation : CHARTED) {
      Map<String, Series> times = result.measured().of(operation);
      if (!times.isEmpty()) {
        String title = operation.title() + ", " + Sizes.bytes(options.imageBytes());
        BarChart chart = new BarChart(title, operation.unit().sign());
        times.forEach((label, series) -> add(chart, label, series));
        Files.writeString(folder.resolve(operation.fileName() + ".svg"), chart.svg());
      }
    }
    Files.writeString(folder.resolve("stored.svg"), storedChart().svg());
  }

  private BarChart storedChart() {
    BarChart chart = new BarChart("Stored, " + Sizes.bytes(options.imageBytes()), "MiB");
    add(chart, "zstd-1", Series.of(result.zstdBytes() / MEBIBYTE));
    result.stored().forEach((label, bytes) -> add(chart, label, Series.of(bytes / MEBIBYTE)));
    return chart;
  }

  private static void add(BarChart chart, String label, Series values) {
    if (label.equals(OurStore.LABEL)) {
      chart.ours(label, values);
    } else {
      chart.other(label, values);
    }
  }
}
