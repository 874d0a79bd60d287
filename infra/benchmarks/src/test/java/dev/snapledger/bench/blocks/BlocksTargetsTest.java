package dev.snapledger.bench.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.snapledger.bench.figure.Figure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlocksTargetsTest {
  private static final double SECOND = 1e9;
  private static final double MILLI = 1e6;

  private final Measured measured = new Measured();

  @Test
  void comparesTimesAndRatesEachInItsDirection() {
    // given
    measured.add(Operation.INGEST, "ours", 2 * SECOND);
    measured.add(Operation.INGEST, "ours raw", 2 * SECOND);
    measured.add(Operation.INGEST, "qcow2", 1 * SECOND);
    measured.add(Operation.INGEST, "borg", 10 * SECOND);

    // when
    List<Figure> figures = figures(BlocksOptions.full(4096, 1));

    // then
    Figure qcow2 = figure(figures, "ingest_raw_vs_qcow2");
    assertThat(qcow2.ratio()).isEqualTo(2);
    assertThat(qcow2.met()).isFalse();
    Figure borg = figure(figures, "ingest_vs_borg");
    assertThat(borg.ours()).isEqualTo(2048);
    assertThat(borg.ratio()).isEqualTo(5);
    assertThat(borg.met()).isTrue();
  }

  @Test
  void comparesDiffsWithBothWaysToAskBtrfs() {
    // given
    measured.add(Operation.DIFF_FAR, "ours", 2 * MILLI);
    measured.add(Operation.DIFF_FAR, "btrfs find-new", 30 * MILLI);
    measured.add(Operation.DIFF_FAR, "btrfs send", 200 * MILLI);

    // when
    List<Figure> figures = figures(BlocksOptions.quick());

    // then
    assertThat(figure(figures, "diff_far_vs_find_new").ratio()).isCloseTo(15, within(1e-9));
    assertThat(figure(figures, "diff_far_vs_send").ratio()).isCloseTo(100, within(1e-9));
  }

  @Test
  void leavesOutWhoWasMissingAndLimitsOfLargerRuns() {
    // given
    measured.add(Operation.CHANGE, "ours", 60 * MILLI);
    measured.add(Operation.CHANGE, "ours raw", 50 * MILLI);
    measured.add(Operation.CHANGE, "append+fsync", 40 * MILLI);
    measured.add(Operation.DELETE, "ours", 3 * MILLI);

    // then
    assertThat(figures(BlocksOptions.quick()))
        .extracting(Figure::metric)
        .containsExactly("change_raw_vs_append", "change_vs_append", "stored");
    assertThat(figures(BlocksOptions.full(4096, 3)))
        .extracting(Figure::metric)
        .containsExactly(
            "change_raw_vs_append",
            "change_vs_append",
            "stored",
            "delete",
            "large_metadata_size",
            "heap_peak");
  }

  private List<Figure> figures(BlocksOptions options) {
    BlocksResult result =
        new BlocksResult(measured, Map.of("ours", 100L), 100, 101, 3 << 20, 900 << 20, 0);
    return new BlocksTargets(options, result).figures().all();
  }

  private static Figure figure(List<Figure> figures, String metric) {
    return figures.stream().filter(f -> f.metric().equals(metric)).findFirst().orElseThrow();
  }
}
