package dev.snapledger.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the OpenAPI document says of every operation, as a page. */
final class HttpReference {
  private static final Set<String> METHODS =
      Set.of("get", "head", "put", "post", "patch", "delete");

  private final JsonNode document;
  private final StringBuilder page = new StringBuilder();

  private HttpReference(JsonNode document) {
    this.document = document;
  }

  /** The page's part about operations. */
  static String text(JsonNode document) {
    HttpReference reference = new HttpReference(document);
    document.path("tags").forEach(reference::tag);
    reference.parameters();
    return reference.page.toString();
  }

  private void tag(JsonNode tag) {
    page.append("\n## ").append(tag.path("name").asText()).append("\n\n");
    page.append(tag.path("description").asText()).append("\n\n");
    page.append("| operation | what | parameters | body | signs in by | answers |\n");
    page.append("|---|---|---|---|---|---|\n");
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        boolean listed =
            operation.getValue().path("tags").toString().contains(tag.path("name").toString());
        if (METHODS.contains(operation.getKey()) && listed) {
          row(path.getKey(), operation.getKey(), path.getValue(), operation.getValue());
        }
      }
    }
  }

  private void row(String path, String method, JsonNode shared, JsonNode operation) {
    List<String> cells =
        List.of(
            "`" + method.toUpperCase(Locale.ROOT) + " " + path + "`",
            operation.path("summary").asText(),
            parameters(shared) + parameters(operation),
            body(operation.path("requestBody")),
            signIn(operation.has("security") ? operation : document),
            answers(operation.path("responses")));
    page.append("| ")
        .append(cells.stream().map(HttpReference::cell).collect(Collectors.joining(" | ")));
    page.append(" |\n");
  }

  /** Those of the query and of headers; those of the path are in the path. */
  private String parameters(JsonNode owner) {
    StringBuilder names = new StringBuilder();
    for (JsonNode each : owner.path("parameters")) {
      JsonNode parameter = resolved(each);
      if (!parameter.path("in").asText().equals("path")) {
        names.append('`').append(parameter.path("name").asText()).append('`');
        names.append(parameter.path("required").asBoolean() ? "! " : " ");
      }
    }
    return names.toString();
  }

  private String body(JsonNode body) {
    List<String> kinds = new ArrayList<>();
    resolved(body).path("content").properties().forEach(kind -> kinds.add(kind(kind)));
    return String.join(", ", kinds);
  }

  private static String kind(Map.Entry<String, JsonNode> kind) {
    String schema = kind.getValue().at("/schema/$ref").asText();
    return schema.isEmpty()
        ? kind.getKey()
        : "`" + schema.substring(schema.lastIndexOf('/') + 1) + "`";
  }

  private static String signIn(JsonNode owner) {
    List<String> ways = new ArrayList<>();
    owner.path("security").forEach(way -> way.fieldNames().forEachRemaining(ways::add));
    return String.join(", ", ways);
  }

  private static String answers(JsonNode responses) {
    List<String> codes = new ArrayList<>();
    responses.fieldNames().forEachRemaining(codes::add);
    return String.join(", ", codes).replace("default", "or an error");
  }

  private void parameters() {
    page.append("\n## Parameters\n\n| name | in | what |\n|---|---|---|\n");
    for (Map.Entry<String, JsonNode> each : document.at("/components/parameters").properties()) {
      JsonNode parameter = each.getValue();
      page.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  parameter.path("name").asText(),
                  parameter.path("in").asText(),
                  cell(parameter.path("description").asText())));
    }
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static String cell(String text) {
    return text.strip().replace("|", "\\|");
  }
}
