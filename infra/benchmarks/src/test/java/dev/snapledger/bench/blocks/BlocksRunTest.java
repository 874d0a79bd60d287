package dev.snapledger.bench.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.bench.figure.Figure;
import dev.snapledger.bench.figure.Series;
import dev.snapledger.bench.process.Workspace;
import dev.snapledger.cli.output.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run, as small as it can be, without peers. */
class BlocksRunTest {
  private static final BlocksOptions TINY = new BlocksOptions(16, 3, 1, 4, 1, 5);

  /** Not in a test: it would empty the page cache of whoever runs it. */
  private static final EnumSet<Operation> COLD = EnumSet.of(Operation.EXPORT_COLD, Operation.SCRUB);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final Console console =
      new Console(new PrintWriter(out), Console.Surface.PLAIN, InstantSource.system());

  @Test
  void measuresAndShowsEverythingAndLeavesNothingBehind() throws IOException {
    // given
    BlocksResult result;

    // when
    try (Workspace workspace = Workspace.make(folder)) {
      Setting setting = Setting.in(workspace, TINY, Caches.KEEP, console);
      result = new BlocksRun(setting).run(List.of());
    }
    BlocksReport report = new BlocksReport(TINY, result);
    report.show(console);
    report.chart(folder.resolve("charts"));

    // then
    Measured measured = result.measured();
    for (Operation operation : EnumSet.complementOf(COLD)) {
      assertThat(measured.of(operation)).as(operation.title()).isNotEmpty();
      assertThat(measured.of(operation).values()).extracting(Series::min).allMatch(t -> t > 0);
    }
    assertThat(new BlocksTargets(TINY, result).figures().all())
        .extracting(Figure::metric)
        .contains("change_vs_append", "export_warm_vs_cp", "stored")
        .doesNotContain("change_vs_btrfs", "diff_adjacent", "delete", "large_look_up");
    assertThat(out.toString()).contains("round 1 ingest", "Targets, medians");
    assertThat(folder).isDirectoryContaining(file -> file.endsWith("charts"));
    assertThat(folder.toFile().list()).containsExactly("charts");
    assertThat(folder.resolve("charts").toFile().list()).contains("ingest.svg", "stored.svg");
  }
}
