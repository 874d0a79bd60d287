package dev.snapledger.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of text for a terminal: a header, a rule, rows; columns as wide as their widest cell.
 *
 * <p>Columns whose name ends with {@code >} are aligned to the right; the sign is not shown.
 */
public final class TextTable {
  private final List<String> header;
  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(String... columns) {
    this.header =
        List.of(columns).stream()
            .map(c -> c.endsWith(">") ? c.substring(0, c.length() - 1) : c)
            .toList();
    this.right = List.of(columns).stream().map(c -> c.endsWith(">")).toList();
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has another number of cells than the header
   */
  public TextTable row(Object... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "expected " + header.size() + " cells, but found " + cells.length);
    }
    rows.add(List.of(cells).stream().map(String::valueOf).toList());
    return this;
  }

  /** The lines of the table, none ending with blanks. */
  public List<String> lines() {
    var widths = new int[header.size()];
    measure(header, widths);
    rows.forEach(row -> measure(row, widths));
    var lines = new ArrayList<String>();
    lines.add(line(header, widths));
    lines.add("-".repeat(lines.getFirst().length()));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private static void measure(List<String> cells, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells.get(i).length());
    }
  }

  private String line(List<String> cells, int[] widths) {
    var padded = new ArrayList<String>();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - cells.get(i).length());
      padded.add(right.get(i) ? blanks + cells.get(i) : cells.get(i) + blanks);
    }
    return padded.stream().collect(Collectors.joining("  ")).stripTrailing();
  }
}
