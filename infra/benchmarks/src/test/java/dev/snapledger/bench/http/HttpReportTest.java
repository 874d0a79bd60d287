package dev.snapledger.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.bench.figure.Figure;
import dev.snapledger.cli.output.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class HttpReportTest {
  private final StringWriter text = new StringWriter();
  private final Console console =
      new Console(new PrintWriter(text), Console.Surface.PLAIN, InstantSource.system());

  @Test
  void judgesOnlyWhatWasMeasured() {
    // given
    HttpOptions options = HttpOptions.full(EnumSet.of(Part.STARTS), 64, 1);
    UpStarts starts = new UpStarts(options, Path.of("up"), Path.of("log"), console);
    starts.millis().add(6_000);

    // when
    HttpReport report = new HttpReport(options, starts, null, null, null, null, null);
    report.show(console);

    // then
    assertThat(report.figures().all())
        .singleElement()
        .returns("up_ready", Figure::metric)
        .returns(1.2, Figure::ratio)
        .returns(false, Figure::met);
    assertThat(text.toString()).contains("ledger up").doesNotContain("neighbours");
  }

  @Test
  void judgesTheLargeDiskAtItsFullSizeAlone() {
    // given
    HttpOptions full = HttpOptions.full(EnumSet.of(Part.DIFFS), 64, 1);
    HttpOptions quick = HttpOptions.quick(EnumSet.of(Part.DIFFS));

    // when, then
    assertThat(new HttpReport(full, null, null, null, null, diffs(full), null).figures().all())
        .extracting(Figure::metric)
        .containsExactly("diff_first_byte", "diff_far_first_byte");
    assertThat(new HttpReport(quick, null, null, null, null, diffs(quick), null).figures().all())
        .isEmpty();
  }

  @Test
  void findsPercentilesOfSortedValues() {
    // when, then
    assertThat(SnapshotLatency.percentile(new double[] {1, 2, 3, 4}, 50)).isEqualTo(3);
    assertThat(SnapshotLatency.percentile(new double[] {1, 2, 3, 4}, 99)).isEqualTo(4);
  }

  private LargeDiff diffs(HttpOptions options) {
    LargeDiff diffs = new LargeDiff(options, Path.of("large"), console);
    diffs.adjacentFirst().add(40);
    diffs.farFirst().add(60);
    return diffs;
  }
}
