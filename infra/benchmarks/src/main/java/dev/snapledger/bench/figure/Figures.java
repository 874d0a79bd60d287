package dev.snapledger.bench.figure;

import dev.snapledger.cli.output.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a run that have a target, for people and for programs.
 *
 * @param all in the order in which they are shown
 */
public record Figures(List<Figure> all) {
  /** Copies the list. */
  public Figures {
    all = List.copyOf(all);
  }

  /** A row for each. */
  public TextTable table() {
    TextTable table =
        new TextTable("metric", "ours>", "reference>", "unit", "of", "ratio>", "target>", "met");
    for (Figure figure : all) {
      table.row(
          figure.metric(),
          Figure.number(figure.ours()),
          Figure.number(figure.referenceValue()),
          figure.unit(),
          figure.reference(),
          String.format(Locale.ROOT, "%.2f", figure.ratio()),
          figure.target(),
          figure.met() ? "yes" : "NO");
    }
    return table;
  }

  /** Writes a header and a line for each; nothing without a file. */
  public void write(@Nullable Path file) throws IOException {
    if (file != null) {
      List<String> lines = new ArrayList<>();
      lines.add(Figure.TSV_HEADER);
      all.stream().map(Figure::tsv).forEach(lines::add);
      Files.write(file, lines);
    }
  }
}
