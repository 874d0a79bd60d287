package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.snapledger.server.deployment.expression.Evaluator;
import dev.snapledger.server.deployment.expression.Expression;
import dev.snapledger.server.deployment.expression.ExpressionParser;
import dev.snapledger.server.deployment.expression.Expressions;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.deployment.expression.TemplateLimits;
import dev.snapledger.server.deployment.expression.Work;
import java.util.Map;

/** Puts values where a template has expressions and loops. For one thread. */
final class Resolver {
  private static final String COPY = "copy";

  private final Expressions expressions;
  private final Work work = new Work();
  private final Evaluator evaluator = new Evaluator(work);
  private final boolean keeping;

  private Resolver(Expressions expressions, boolean keeping) {
    this.expressions = expressions;
    this.keeping = keeping;
  }

  /** Before anything is made: expressions that need resources stay as they are. */
  static Resolver beforeResources(Expressions expressions) {
    return new Resolver(expressions, true);
  }

  /** While a deployment runs. */
  static Resolver withResources(Expressions expressions) {
    return new Resolver(expressions, false);
  }

  Expressions expressions() {
    return expressions;
  }

  /**
   * A value without expressions.
   *
   * @throws TemplateException with the path, if one cannot be evaluated
   */
  JsonNode resolve(JsonNode source, TemplateScope scope, String path) {
    try {
      return work.checked(resolved(source, scope, path));
    } catch (TemplateException e) {
      throw e.in(path);
    }
  }

  private JsonNode resolved(JsonNode source, TemplateScope scope, String path) {
    work.charge(1);
    work.enter();
    try {
      if (source.isTextual()) {
        return text(source.textValue(), scope, path);
      }
      if (source.isArray()) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < source.size(); i++) {
          array.add(resolved(source.get(i), scope, "%s[%d]".formatted(path, i)));
        }
        return array;
      }
      return source.isObject() ? object(source, scope, path) : source;
    } finally {
      work.leave();
    }
  }

  private JsonNode text(String text, TemplateScope scope, String path) {
    if (!ExpressionParser.isExpression(text)) {
      return TextNode.valueOf(ExpressionParser.literal(text));
    }
    try {
      Expression expression = expressions.of(text);
      return keeping && expression.needsResources()
          ? TextNode.valueOf(text)
          : evaluator.evaluate(expression, scope);
    } catch (TemplateException e) {
      throw e.in(path);
    }
  }

  private ObjectNode object(JsonNode source, TemplateScope scope, String path) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : source.properties()) {
      String name = field.getKey();
      String at = path + "." + Shown.cut(name);
      if (name.equals(COPY) && field.getValue().isArray()) {
        for (int i = 0; i < field.getValue().size(); i++) {
          Fields loop = Fields.of("%s[%d]".formatted(at, i), field.getValue().get(i));
          object.set(nameOf(loop), loop(loop, scope));
        }
      } else {
        object.set(name, resolved(field.getValue(), scope, at));
      }
    }
    return object;
  }

  private static String nameOf(Fields loop) {
    JsonNode name = loop.require("name");
    if (!name.isTextual()) {
      throw TemplateException.of("text", Shown.kindOf(name)).in(loop.pathOf("name"));
    }
    return name.textValue();
  }

  private ArrayNode loop(Fields loop, TemplateScope scope) {
    int count =
        count(loop.require("count"), scope, loop.pathOf("count"), TemplateLimits.ITERATIONS_MAX);
    JsonNode input = loop.require("input");
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < count; i++) {
      array.add(resolved(input, scope.inPropertyLoop(nameOf(loop), i), loop.pathOf("input")));
    }
    return array;
  }

  /** How often a loop runs. */
  int count(JsonNode source, TemplateScope scope, String path, int max) {
    JsonNode count = resolve(source, scope, path);
    if (!count.isIntegralNumber() || count.longValue() < 0 || count.longValue() > max) {
      throw TemplateException.of(
              "a number from 0 to " + max,
              count.isIntegralNumber() ? count.asText() : Shown.kindOf(count))
          .in(path);
    }
    return count.intValue();
  }
}
