package dev.snapledger.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.output.ShownException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads parameters as they stand on a command line. A value becomes what the template declares the
 * parameter to be; one that is not declared stays text, for the server to refuse.
 */
final class Parameters {
  private final JsonNode declared;
  private final Files files;

  /** Reads the text of a file. */
  @FunctionalInterface
  interface Files {
    String text(String file) throws IOException;
  }

  /**
   * Reads for a template.
   *
   * @param declared its {@code parameters}
   */
  Parameters(JsonNode declared, Files files) {
    this.declared = declared;
    this.files = files;
  }

  /**
   * Reads words such as {@code name=value}, {@code name=@file} and {@code @file}.
   *
   * @throws ShownException if one is something else, or a value does not fit
   */
  ObjectNode read(List<String> words) throws IOException {
    ObjectNode all = Json.object();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (word.startsWith("@")) {
        addFile(all, word.substring(1));
      } else if (equals > 0) {
        String name = word.substring(0, equals);
        String text = word.substring(equals + 1);
        boolean file = text.startsWith("@");
        String value = file ? files.text(text.substring(1)).stripTrailing() : text;
        all.putObject(name).set("value", value(name, value));
      } else {
        throw new ShownException(
            "expected NAME=VALUE or @FILE as a parameter, but found '%s'".formatted(word));
      }
    }
    return all;
  }

  private void addFile(ObjectNode all, String file) throws IOException {
    JsonNode content = Json.read(file, files.text(file));
    boolean whole = content.has("$schema") || content.has("contentVersion");
    JsonNode parameters = whole ? content.path("parameters") : content;
    for (Map.Entry<String, JsonNode> each : parameters.properties()) {
      JsonNode given = each.getValue();
      boolean wrapped = given.isObject() && (given.has("value") || given.has("reference"));
      if (!wrapped) {
        throw new ShownException(
            "expected {\"value\": …} for parameter '%s' in %s, but found something else"
                .formatted(each.getKey(), file));
      }
      all.set(each.getKey(), given);
    }
  }

  private JsonNode value(String name, String text) {
    String type = typeOf(name);
    return switch (type) {
      case "int" -> number(name, text);
      case "bool" -> flag(name, text);
      case "object", "array", "secureobject" -> Json.read("parameter '" + name + "'", text);
      default -> TextNode.valueOf(text);
    };
  }

  private String typeOf(String name) {
    for (Map.Entry<String, JsonNode> each : declared.properties()) {
      if (each.getKey().equalsIgnoreCase(name)) {
        return each.getValue().path("type").asText("").toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static JsonNode number(String name, String text) {
    JsonNode found = Json.read("parameter '" + name + "'", text);
    if (!found.isIntegralNumber()) {
      throw new ShownException(
          "expected a whole number for parameter '%s', but found '%s'".formatted(name, text));
    }
    return found;
  }

  private static JsonNode flag(String name, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default ->
          throw new ShownException(
              "expected true or false for parameter '%s', but found '%s'".formatted(name, text));
    };
  }
}
