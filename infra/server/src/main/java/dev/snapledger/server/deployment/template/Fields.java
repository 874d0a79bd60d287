package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an object of a template, with the path for messages. A field that is null is absent.
 *
 * @param path where the object is; empty for the template itself
 * @param source the object
 */
record Fields(String path, ObjectNode source) {
  static Fields of(String path, JsonNode source) {
    if (source instanceof ObjectNode object) {
      return new Fields(path, object);
    }
    throw TemplateException.of("an object", Shown.kindOf(source)).in(path);
  }

  String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  @Nullable JsonNode get(String name) {
    JsonNode found = source.get(name);
    return found == null || found.isNull() ? null : found;
  }

  JsonNode require(String name) {
    JsonNode found = get(name);
    if (found == null) {
      throw TemplateException.of("the field '%s'".formatted(name), "nothing").in(path);
    }
    return found;
  }

  /** An object; empty if absent. */
  Fields object(String name) {
    JsonNode found = get(name);
    return of(pathOf(name), found == null ? JsonNodeFactory.instance.objectNode() : found);
  }

  /** An object of at most so many fields; empty if absent. */
  Fields object(String name, int max) {
    Fields found = object(name);
    if (found.source().size() > max) {
      throw TemplateException.of(
              "at most %d %s".formatted(max, name), Integer.toString(found.source().size()))
          .in(pathOf(name));
    }
    return found;
  }

  @Nullable Long number(String name) {
    JsonNode found = get(name);
    if (found == null) {
      return null;
    }
    if (!found.isIntegralNumber() || !found.canConvertToLong()) {
      throw TemplateException.of("a whole number", Shown.kindOf(found)).in(pathOf(name));
    }
    return found.longValue();
  }

  ParameterType requireType() {
    JsonNode found = require("type");
    ParameterType type = found.isTextual() ? ParameterType.of(found.textValue()) : null;
    if (type == null) {
      throw TemplateException.of(
              "string, secureString, int, bool, array, object or secureObject",
              found.isTextual() ? "'" + Shown.cut(found.textValue()) + "'" : Shown.kindOf(found))
          .in(pathOf("type"));
    }
    return type;
  }

  /** Goes on only if there are no other fields than these. */
  void only(Set<String> names) {
    for (Map.Entry<String, JsonNode> field : source.properties()) {
      if (!names.contains(field.getKey())) {
        throw TemplateException.of(
                "the fields " + String.join(", ", new TreeSet<>(names)),
                "'" + Shown.cut(field.getKey()) + "'")
            .in(path.isEmpty() ? "template" : path);
      }
    }
  }
}
