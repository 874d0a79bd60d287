package dev.snapledger.cli.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.cli.output.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What tables show of an item. Immutable. */
public final class Columns {
  private record Column(
      String title, Function<JsonNode, String> plain, Function<JsonNode, String> shown) {}

  private final List<Column> all;

  private Columns(List<Column> all) {
    this.all = List.copyOf(all);
  }

  /** None yet. */
  public static Columns none() {
    return new Columns(List.of());
  }

  /**
   * One more, with what is at a JSON pointer; empty if nothing is.
   *
   * @param title ends with {@code >} if the column is aligned to the right
   */
  public Columns and(String title, String pointer) {
    return and(title, item -> item.at(pointer).asText(""));
  }

  /** One more, computed. */
  public Columns and(String title, Function<JsonNode, String> cell) {
    return and(title, cell, cell);
  }

  /** One more that people see in another form than programs. */
  public Columns and(
      String title, Function<JsonNode, String> plain, Function<JsonNode, String> shown) {
    List<Column> more = new ArrayList<>(all);
    more.add(new Column(title, plain, shown));
    return new Columns(more);
  }

  List<String> table(List<JsonNode> items) {
    var table = new TextTable(all.stream().map(Column::title).toArray(String[]::new));
    for (JsonNode item : items) {
      table.row(all.stream().map(column -> column.shown().apply(item)).toArray());
    }
    return table.lines();
  }

  List<String> tsv(List<JsonNode> items) {
    List<String> lines = new ArrayList<>();
    for (JsonNode item : items) {
      lines.add(
          String.join(
              "\t",
              all.stream()
                  .map(column -> column.plain().apply(item).replaceAll("[\\t\\r\\n]", " "))
                  .toList()));
    }
    return lines;
  }
}
