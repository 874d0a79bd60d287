package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.deployment.expression.Expressions;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.deployment.expression.TemplateLimits;
import dev.snapledger.server.deployment.template.ExpressionCheck.Place;
import dev.snapledger.server.deployment.template.ParameterDefinition.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes a {@link Template} of its JSON, or says what is wrong with it. */
final class TemplateReader {
  private static final Set<String> FIELDS =
      Set.of(
          "$schema",
          "contentVersion",
          "languageVersion",
          "apiProfile",
          "metadata",
          "parameters",
          "variables",
          "functions",
          "resources",
          "outputs");

  private TemplateReader() {}

  static Template read(ObjectNode source) {
    var root = new Fields("", source);
    root.only(FIELDS);
    JsonNode functions = root.get("functions");
    if (functions != null && !functions.isEmpty()) {
      throw TemplateException.of("no functions of a user, which are not served", "some")
          .in("functions");
    }
    Map<String, ParameterDefinition> parameters = parameters(root);
    Map<String, Variable> variables = variables(root);
    var expressions = new Expressions();
    var check = new ExpressionCheck(expressions, parameters.keySet(), variables.keySet());
    check.check(root.object("parameters").source(), Place.DEFAULT, "parameters");
    check.check(root.object("variables").source(), Place.STATIC, "variables");
    List<ResourceTemplate> resources = resources(root);
    resources.forEach(resource -> check(resource, check));
    Map<String, OutputDefinition> outputs = outputs(root);
    check.check(root.object("outputs").source(), Place.RUNNING, "outputs");
    return new Template(parameters, variables, resources, outputs, expressions);
  }

  private static <T> Map<String, T> byName() {
    return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  }

  private static <T> void put(Map<String, T> all, String path, String name, T value) {
    if (all.put(name, value) != null) {
      throw TemplateException.of("each name once", "'%s' twice".formatted(Shown.cut(name)))
          .in(path);
    }
  }

  private static Map<String, ParameterDefinition> parameters(Fields root) {
    Fields all = root.object("parameters", TemplateLimits.PARAMETERS_MAX);
    Map<String, ParameterDefinition> found = byName();
    for (Map.Entry<String, JsonNode> each : all.source().properties()) {
      Fields fields = Fields.of(all.pathOf(Shown.cut(each.getKey())), each.getValue());
      JsonNode allowed = fields.get("allowedValues");
      if (allowed != null && !allowed.isArray()) {
        throw TemplateException.of("an array", Shown.kindOf(allowed))
            .in(fields.pathOf("allowedValues"));
      }
      var definition =
          new ParameterDefinition(
              each.getKey(),
              fields.requireType(),
              fields.get("defaultValue"),
              allowed,
              new Bounds(fields.number("minValue"), fields.number("maxValue")),
              new Bounds(fields.number("minLength"), fields.number("maxLength")));
      put(found, all.path(), each.getKey(), definition);
    }
    return found;
  }

  private static Map<String, Variable> variables(Fields root) {
    Fields all = root.object("variables", TemplateLimits.VARIABLES_MAX);
    Map<String, Variable> found = byName();
    for (Map.Entry<String, JsonNode> each : all.source().properties()) {
      if (each.getKey().equals("copy") && each.getValue().isArray()) {
        for (JsonNode loop : each.getValue()) {
          ObjectNode source = JsonNodeFactory.instance.objectNode();
          source.putArray("copy").add(loop);
          put(found, "variables.copy", loop.path("name").asText(), new Variable(source, true));
        }
      } else {
        put(found, all.path(), each.getKey(), new Variable(each.getValue(), false));
      }
    }
    return found;
  }

  private static List<ResourceTemplate> resources(Fields root) {
    JsonNode all = root.require("resources");
    List<ResourceTemplate> found = new ArrayList<>();
    if (all.isArray()) {
      for (int i = 0; i < all.size(); i++) {
        String path = "resources[%d]".formatted(i);
        found.add(ResourceTemplate.of(path, null, Fields.of(path, all.get(i)).source()));
      }
    } else {
      for (Map.Entry<String, JsonNode> each : root.object("resources").source().properties()) {
        String path = "resources." + Shown.cut(each.getKey());
        found.add(
            ResourceTemplate.of(path, each.getKey(), Fields.of(path, each.getValue()).source()));
      }
    }
    if (found.size() > TemplateLimits.RESOURCES_MAX) {
      throw TemplateException.of(
              "at most %d resources".formatted(TemplateLimits.RESOURCES_MAX),
              Integer.toString(found.size()))
          .in("resources");
    }
    return found;
  }

  private static void check(ResourceTemplate resource, ExpressionCheck check) {
    for (Map.Entry<String, JsonNode> field : resource.source().properties()) {
      String name = field.getKey();
      if (ResourceTemplate.REFUSED.contains(name)) {
        throw TemplateException.of(
                "a resource of its own, because '%s' is not served".formatted(name), "it")
            .in(resource.path());
      }
      Place place =
          ResourceTemplate.DIRECTIVES.contains(name) || name.equals("location")
              ? Place.STATIC
              : Place.RUNNING;
      check.check(field.getValue(), place, resource.path() + "." + Shown.cut(name));
    }
  }

  private static Map<String, OutputDefinition> outputs(Fields root) {
    Fields all = root.object("outputs", TemplateLimits.OUTPUTS_MAX);
    Map<String, OutputDefinition> found = byName();
    for (Map.Entry<String, JsonNode> each : all.source().properties()) {
      Fields fields = Fields.of(all.pathOf(Shown.cut(each.getKey())), each.getValue());
      if (fields.get("copy") != null) {
        throw TemplateException.of("an output without a loop, which is not served", "one")
            .in(fields.path());
      }
      put(
          found,
          all.path(),
          each.getKey(),
          new OutputDefinition(
              fields.requireType(), fields.require("value"), fields.get("condition")));
    }
    return found;
  }
}
