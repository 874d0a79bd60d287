package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.deployment.expression.Work;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Values of parameters: those that were given, and defaults. Knows whether a secure one was asked
 * for. For one thread.
 */
final class ParameterValues {
  private final Map<String, ParameterDefinition> definitions;
  private final Resolver resolver;
  private final Map<String, JsonNode> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> open = new HashSet<>();
  private final Set<String> derived = new HashSet<>();
  private boolean secure;

  /**
   * Takes what was given.
   *
   * @param given {@code {"name": {"value"}}}
   * @throws TemplateException if a parameter is unknown, or a value does not fit
   */
  ParameterValues(
      Map<String, ParameterDefinition> definitions, Resolver resolver, ObjectNode given) {
    this.definitions = definitions;
    this.resolver = resolver;
    for (Map.Entry<String, JsonNode> each : given.properties()) {
      take(each.getKey(), each.getValue());
    }
  }

  private void take(String name, JsonNode given) {
    ParameterDefinition definition = definitions.get(name);
    String path = "parameters." + Shown.cut(name);
    if (definition == null) {
      throw ExpressionCheck.unknown("parameters", name, definitions.keySet()).in("parameters");
    }
    Fields fields = Fields.of(path, given);
    if (fields.get("reference") != null) {
      throw TemplateException.of(
              "a value, because references to a vault are not served", "a reference")
          .in(path);
    }
    JsonNode value = fields.source().path("value");
    if (value.isMissingNode()) {
      throw TemplateException.of("the field 'value'", "nothing").in(path);
    }
    if (values.put(name, checked(definition, value)) != null) {
      throw TemplateException.of("each parameter once", "'%s' twice".formatted(Shown.cut(name)))
          .in("parameters");
    }
  }

  private static JsonNode checked(ParameterDefinition definition, JsonNode value) {
    try {
      new Work().checked(value);
      definition.check(value);
      return value;
    } catch (TemplateException e) {
      throw e.in("parameters." + Shown.cut(definition.name()));
    }
  }

  /** Evaluates all defaults that are needed. */
  void complete(TemplateScope scope) {
    definitions.values().forEach(definition -> value(definition.name(), scope));
    takeSecure();
  }

  JsonNode value(String name, TemplateScope scope) {
    ParameterDefinition definition = definitions.get(name);
    if (definition == null) {
      throw ExpressionCheck.unknown("parameters", name, definitions.keySet());
    }
    JsonNode value = values.get(name);
    if (value == null) {
      value = ofDefault(definition, scope);
      values.put(definition.name(), value);
    }
    secure |= isSecure(definition);
    return value;
  }

  /** By its type, or because its default was made of one that is. */
  private boolean isSecure(ParameterDefinition definition) {
    return definition.type().isSecure() || derived.contains(definition.name());
  }

  private JsonNode ofDefault(ParameterDefinition definition, TemplateScope scope) {
    String path = "parameters." + Shown.cut(definition.name());
    if (definition.defaultValue() == null) {
      throw TemplateException.of(
              "a value for parameter '%s'".formatted(Shown.cut(definition.name())), "none")
          .in("parameters");
    }
    if (!open.add(definition.name())) {
      throw TemplateException.of("parameters that do not need themselves", "a circle").in(path);
    }
    boolean before = takeSecure();
    JsonNode value = resolver.resolve(definition.defaultValue(), scope, path + ".defaultValue");
    if (takeSecure()) {
      derived.add(definition.name());
    }
    secure = before;
    open.remove(definition.name());
    return checked(definition, value);
  }

  /** Says that a secure value was asked for. */
  void markSecure() {
    secure = true;
  }

  /** Whether a secure value was asked for since the last call. */
  boolean takeSecure() {
    boolean found = secure;
    secure = false;
    return found;
  }

  /** {@code {"name": {"type", "value"}}}; without the values that are secure. */
  ObjectNode shown() {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    for (ParameterDefinition definition : definitions.values()) {
      ObjectNode each = shown.putObject(definition.name()).put("type", definition.type().text());
      JsonNode value = values.get(definition.name());
      if (value != null && !isSecure(definition)) {
        each.set("value", value);
      }
    }
    return shown;
  }

  /** Texts that must be shown nowhere. */
  Secrets secrets() {
    List<String> texts = new ArrayList<>();
    for (ParameterDefinition definition : definitions.values()) {
      JsonNode value = values.get(definition.name());
      if (value != null && isSecure(definition)) {
        collect(value, texts);
      }
    }
    return new Secrets(texts);
  }

  private static void collect(JsonNode value, List<String> texts) {
    if (value.isTextual()) {
      texts.add(value.textValue());
    }
    value.forEach(each -> collect(each, texts));
  }
}
