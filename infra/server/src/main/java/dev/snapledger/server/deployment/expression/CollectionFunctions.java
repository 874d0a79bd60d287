package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Arrays and objects, and what texts have in common with them. */
final class CollectionFunctions {
  static final List<FunctionDefinition> ALL =
      List.of(
          FunctionDefinition.of("createArray", 0, TemplateLimits.ARGUMENTS_MAX, (a, _) -> made(a)),
          FunctionDefinition.of(
              "createObject", 0, TemplateLimits.ARGUMENTS_MAX, (a, _) -> madeObject(a)),
          FunctionDefinition.of(
              "array", 1, 1, (a, _) -> a.value(0).isArray() ? a.value(0) : made(a)),
          FunctionDefinition.many("union", 2, (a, _) -> union(a)),
          FunctionDefinition.of("length", 1, 1, (a, _) -> Values.of(length(a))),
          FunctionDefinition.of(
              "empty", 1, 1, (a, _) -> Values.of(a.value(0).isNull() || length(a) == 0)),
          FunctionDefinition.of("first", 1, 1, (a, _) -> part(a, 0, 1, true)),
          FunctionDefinition.of("last", 1, 1, (a, _) -> part(a, length(a) - 1, length(a), true)),
          FunctionDefinition.of("take", 2, 2, (a, _) -> part(a, 0, within(a), false)),
          FunctionDefinition.of("skip", 2, 2, (a, _) -> part(a, within(a), length(a), false)),
          FunctionDefinition.of("json", 1, 1, (a, _) -> json(a)));

  private CollectionFunctions() {}

  private static ArrayNode made(Arguments arguments) {
    return Values.array().addAll(arguments.all());
  }

  private static JsonNode madeObject(Arguments arguments) {
    if (arguments.count() % 2 != 0) {
      throw TemplateException.of(
          "a value for each name as arguments of createObject()", arguments.count() + " arguments");
    }
    ObjectNode object = Values.object();
    for (int i = 0; i < arguments.count(); i += 2) {
      object.set(arguments.text(i), arguments.value(i + 1));
    }
    return object;
  }

  private static int length(Arguments arguments) {
    JsonNode value = arguments.value(0);
    if (value.isTextual()) {
      return value.textValue().length();
    }
    if (value.isContainerNode()) {
      return value.size();
    }
    throw arguments.wrong(0, "text, an array or an object");
  }

  private static int within(Arguments arguments) {
    return (int) Math.max(0, Math.min(length(arguments), arguments.number(1)));
  }

  /** A part of a text or array; of an empty array, one element is null. */
  private static JsonNode part(Arguments arguments, int start, int end, boolean one) {
    JsonNode value = arguments.value(0);
    if (value.isTextual()) {
      String text = value.textValue();
      int from = Math.max(0, start);
      return Values.of(text.substring(from, Math.max(from, Math.min(end, text.length()))));
    }
    if (!value.isArray()) {
      throw arguments.wrong(0, "text or an array");
    }
    if (one) {
      return value.isEmpty() ? NullNode.instance : value.get(start);
    }
    ArrayNode part = Values.array();
    for (int i = start; i < end; i++) {
      part.add(value.get(i));
    }
    return part;
  }

  /** Arrays without what is there already; objects, the later ones winning. */
  private static JsonNode union(Arguments arguments) {
    if (arguments.value(0).isArray()) {
      ArrayNode all = Values.array();
      TreeSet<String> seen = new TreeSet<>();
      for (int i = 0; i < arguments.count(); i++) {
        for (JsonNode element : arguments.array(i)) {
          if (seen.add(Values.canonical(element))) {
            all.add(element);
          }
        }
        Work.checkLength(all.size());
      }
      return all;
    }
    ObjectNode all = Values.object();
    for (int i = 0; i < arguments.count(); i++) {
      if (!(arguments.value(i) instanceof ObjectNode object)) {
        throw arguments.wrong(i, i == 0 ? "an array or an object" : "an object");
      }
      all = merged(all, object);
      arguments.work().checked(all);
    }
    return all;
  }

  private static ObjectNode merged(ObjectNode one, ObjectNode other) {
    ObjectNode all = Values.object();
    all.setAll(one);
    for (Map.Entry<String, JsonNode> field : other.properties()) {
      JsonNode present = all.get(field.getKey());
      all.set(
          field.getKey(),
          present instanceof ObjectNode a && field.getValue() instanceof ObjectNode b
              ? merged(a, b)
              : field.getValue());
    }
    return all;
  }

  private static JsonNode json(Arguments arguments) {
    try {
      return Json.readValue(arguments.text(0));
    } catch (ApiException _) {
      throw TemplateException.of("text of a JSON value as argument 1 of json()", "other text");
    }
  }
}
