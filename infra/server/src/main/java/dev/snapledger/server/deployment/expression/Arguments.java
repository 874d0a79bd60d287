package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of one call. An argument is evaluated when it is first asked for, so that {@code if}
 * evaluates one branch alone. Counted from 0 here, from 1 in messages.
 */
final class Arguments {
  private final Expression.Call call;
  private final Scope scope;
  private final Evaluator evaluator;
  private final @Nullable JsonNode[] values;

  Arguments(Expression.Call call, Scope scope, Evaluator evaluator) {
    this.call = call;
    this.scope = scope;
    this.evaluator = evaluator;
    this.values = new JsonNode[call.arguments().size()];
  }

  int count() {
    return values.length;
  }

  Work work() {
    return evaluator.work();
  }

  JsonNode value(int index) {
    JsonNode value = values[index];
    if (value == null) {
      value = evaluator.evaluate(call.arguments().get(index), scope);
      values[index] = value;
    }
    return value;
  }

  List<JsonNode> all() {
    List<JsonNode> all = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      all.add(value(i));
    }
    return all;
  }

  String text(int index) {
    JsonNode value = value(index);
    if (!value.isTextual()) {
      throw wrong(index, "text");
    }
    return value.textValue();
  }

  /** Text, or what a number or a truth value looks like. */
  String textOf(int index) {
    JsonNode value = value(index);
    if (value.isContainerNode() || value.isNull()) {
      throw wrong(index, "text, a number or true or false");
    }
    return Values.text(value);
  }

  long number(int index) {
    JsonNode value = value(index);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(index, "a whole number");
    }
    return value.longValue();
  }

  /** A number from {@code min} to {@code max}. */
  int number(int index, int min, int max) {
    long found = number(index);
    if (found < min || found > max) {
      throw TemplateException.of(
          "a number from %d to %d as %s".formatted(min, max, place(index)), Long.toString(found));
    }
    return (int) found;
  }

  boolean flag(int index) {
    JsonNode value = value(index);
    if (!value.isBoolean()) {
      throw wrong(index, "true or false");
    }
    return value.booleanValue();
  }

  JsonNode array(int index) {
    JsonNode value = value(index);
    if (!value.isArray()) {
      throw wrong(index, "an array");
    }
    return value;
  }

  TemplateException wrong(int index, String expected) {
    return TemplateException.of(expected + " as " + place(index), Shown.kindOf(value(index)));
  }

  private String place(int index) {
    return "argument %d of %s()".formatted(index + 1, call.function().name());
  }
}
