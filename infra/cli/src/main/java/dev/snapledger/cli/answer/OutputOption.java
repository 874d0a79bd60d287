package dev.snapledger.cli.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.snapledger.cli.json.Json;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** In which form a command answers. */
public final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "json",
      order = 80,
      description = "json, table or tsv (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.JSON;

  OutputOption() {}

  public OutputFormat format() {
    return format;
  }

  /** Prints one item. */
  public void print(PrintWriter out, Columns columns, JsonNode item) {
    if (format == OutputFormat.JSON) {
      out.println(Json.pretty(item));
    } else {
      lines(columns, List.of(item)).forEach(out::println);
    }
    out.flush();
  }

  /** Prints a list, in its order. */
  public void print(PrintWriter out, Columns columns, List<JsonNode> items) {
    if (format == OutputFormat.JSON) {
      ArrayNode all = Json.object().arrayNode();
      all.addAll(items);
      out.println(Json.pretty(all));
    } else {
      lines(columns, items).forEach(out::println);
    }
    out.flush();
  }

  private List<String> lines(Columns columns, List<JsonNode> items) {
    return format == OutputFormat.TABLE ? columns.table(items) : columns.tsv(items);
  }
}
