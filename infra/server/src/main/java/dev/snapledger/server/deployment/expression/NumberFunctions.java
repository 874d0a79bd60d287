package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Whole numbers of 64 bits; what goes beyond is refused. */
final class NumberFunctions {
  static final List<FunctionDefinition> ALL =
      List.of(
          arithmetic("add", Math::addExact),
          arithmetic("sub", Math::subtractExact),
          arithmetic("mul", Math::multiplyExact),
          arithmetic("div", Math::divideExact),
          arithmetic("mod", (a, b) -> a % b),
          FunctionDefinition.of("int", 1, 1, (a, _) -> Values.of(number(a))),
          FunctionDefinition.many("min", 1, (a, _) -> Values.of(fold(a, "min", Math::min))),
          FunctionDefinition.many("max", 1, (a, _) -> Values.of(fold(a, "max", Math::max))),
          FunctionDefinition.of("range", 2, 2, (a, _) -> range(a)));

  private NumberFunctions() {}

  private static FunctionDefinition arithmetic(String name, LongBinaryOperator operator) {
    return FunctionDefinition.of(
        name,
        2,
        2,
        (arguments, _) -> {
          try {
            return Values.of(operator.applyAsLong(arguments.number(0), arguments.number(1)));
          } catch (ArithmeticException _) {
            throw TemplateException.of(
                "numbers whose %s() is a number of 64 bits".formatted(name),
                "%d and %d".formatted(arguments.number(0), arguments.number(1)));
          }
        });
  }

  private static long number(Arguments arguments) {
    if (!arguments.value(0).isTextual()) {
      return arguments.number(0);
    }
    try {
      return Long.parseLong(arguments.text(0).strip());
    } catch (NumberFormatException _) {
      throw TemplateException.of("text of a whole number as argument 1 of int()", "other text");
    }
  }

  /** Of one array of numbers, or of numbers. */
  private static long fold(Arguments arguments, String name, LongBinaryOperator operator) {
    List<JsonNode> values =
        arguments.count() == 1 && arguments.value(0).isArray()
            ? List.copyOf(arguments.value(0).valueStream().toList())
            : arguments.all();
    if (values.isEmpty()) {
      throw TemplateException.of("numbers as arguments of %s()".formatted(name), "none");
    }
    for (JsonNode value : values) {
      if (!value.isIntegralNumber() || !value.canConvertToLong()) {
        throw TemplateException.of(
            "whole numbers as arguments of %s()".formatted(name), Shown.kindOf(value));
      }
    }
    return values.stream().mapToLong(JsonNode::longValue).reduce(operator).orElseThrow();
  }

  private static JsonNode range(Arguments arguments) {
    long first = arguments.number(0);
    int count = arguments.number(1, 0, TemplateLimits.RANGE_MAX);
    if (first > Long.MAX_VALUE - count) {
      throw TemplateException.of("numbers of 64 bits in range()", "larger ones");
    }
    ArrayNode numbers = Values.array();
    for (int i = 0; i < count; i++) {
      numbers.add(first + i);
    }
    return numbers;
  }
}
