package dev.snapledger.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
  private final Figures figures =
      new Figures(
          List.of(
              new Figure("export", 4, "s", "cp", 4, Target.atMost(1.1)),
              new Figure("scrub", 90, "MiB/s", "read", 100, Target.atLeast(0.95))));

  @TempDir private Path folder;

  @Test
  void showsEachInARow() {
    assertThat(figures.table().lines())
        .hasSize(4)
        .anyMatch(line -> line.matches("export +4\\.00 +4\\.00 +s +cp +1\\.00 +<=1\\.1 +yes"))
        .anyMatch(line -> line.matches("scrub .* >=0\\.95 +NO"));
  }

  @Test
  void writesAHeaderAndALineForEach() throws IOException {
    // when
    figures.write(folder.resolve("figures.tsv"));
    figures.write(null);

    // then
    assertThat(Files.readAllLines(folder.resolve("figures.tsv")))
        .containsExactly(
            Figure.TSV_HEADER,
            "export\t4.00\ts\tcp\t4.00\t1.000\t<=1.1\tyes",
            "scrub\t90.00\tMiB/s\tread\t100.00\t0.900\t>=0.95\tno");
  }
}
