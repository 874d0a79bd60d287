package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.snapledger.server.http.Json;
import java.util.Map;
import java.util.TreeMap;

/** Values of expressions: made, written, compared. */
final class Values {
  private Values() {}

  static JsonNode of(String text) {
    return TextNode.valueOf(text);
  }

  static JsonNode of(long number) {
    return LongNode.valueOf(number);
  }

  static JsonNode of(boolean flag) {
    return BooleanNode.valueOf(flag);
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** As Azure writes it: text as it is, {@code True} and {@code False}, everything else as JSON. */
  static String text(JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue() ? "True" : "False";
    }
    return value.isTextual() ? value.textValue() : Json.write(value);
  }

  /** A text that equal values have in common, whatever the order of their properties is. */
  static String canonical(JsonNode value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(JsonNode value, StringBuilder text) {
    if (value.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      value.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
      text.append('{');
      sorted.forEach(
          (name, field) -> {
            text.append(Json.write(TextNode.valueOf(name))).append(':');
            write(field, text);
            text.append(',');
          });
      text.append('}');
    } else if (value.isArray()) {
      text.append('[');
      value.forEach(
          element -> {
            write(element, text);
            text.append(',');
          });
      text.append(']');
    } else {
      text.append(Json.write(value));
    }
  }
}
