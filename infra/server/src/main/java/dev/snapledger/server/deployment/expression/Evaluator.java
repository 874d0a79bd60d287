package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what an expression gives. For one thread. */
public final class Evaluator {
  private final Work work;

  public Evaluator(Work work) {
    this.work = work;
  }

  Work work() {
    return work;
  }

  /**
   * The value of an expression.
   *
   * @throws TemplateException if it has none, or costs too much
   */
  public JsonNode evaluate(Expression expression, Scope scope) {
    work.enter();
    try {
      return switch (expression) {
        case Expression.Literal literal -> literal.value();
        case Expression.Call call ->
            work.checked(call.function().body().call(new Arguments(call, scope, this), scope));
        case Expression.Property property ->
            propertyOf(evaluate(property.of(), scope), property.name());
        case Expression.Element element ->
            elementOf(evaluate(element.of(), scope), evaluate(element.index(), scope));
      };
    } catch (TemplateException e) {
      throw e.at(expression.column());
    } finally {
      work.leave();
    }
  }

  private JsonNode elementOf(JsonNode value, JsonNode index) {
    if (index.isTextual()) {
      return propertyOf(value, index.textValue());
    }
    if (!value.isArray() || !index.isIntegralNumber()) {
      throw TemplateException.of(
          "an array with a number in brackets, or an object with a name",
          Shown.kindOf(value) + " with " + Shown.kindOf(index));
    }
    long at = index.longValue();
    if (at < 0 || at >= value.size()) {
      throw TemplateException.of("an index from 0 to before " + value.size(), Long.toString(at));
    }
    return value.get((int) at);
  }

  private JsonNode propertyOf(JsonNode value, String name) {
    if (!value.isObject()) {
      throw TemplateException.of(
          "an object with a property '%s'".formatted(Shown.cut(name)), Shown.kindOf(value));
    }
    JsonNode found = value.get(name);
    if (found == null) {
      work.charge(value.size());
      found = inAnyCase(value, name);
    }
    if (found == null) {
      throw TemplateException.of(
          "a property '%s'".formatted(Shown.cut(name)), "an object without it");
    }
    return found;
  }

  private static @Nullable JsonNode inAnyCase(JsonNode value, String name) {
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (field.getKey().equalsIgnoreCase(name)) {
        return field.getValue();
      }
    }
    return null;
  }
}
