package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;

/** Decisions and comparisons. */
final class LogicFunctions {
  static final List<FunctionDefinition> ALL =
      List.of(
          FunctionDefinition.of("if", 3, 3, (a, _) -> a.value(a.flag(0) ? 1 : 2)),
          FunctionDefinition.of("not", 1, 1, (a, _) -> Values.of(!a.flag(0))),
          FunctionDefinition.many("and", 2, (a, _) -> Values.of(count(a, true) == a.count())),
          FunctionDefinition.many("or", 2, (a, _) -> Values.of(count(a, true) > 0)),
          FunctionDefinition.of("true", 0, 0, (_, _) -> Values.of(true)),
          FunctionDefinition.of("false", 0, 0, (_, _) -> Values.of(false)),
          FunctionDefinition.of("null", 0, 0, (_, _) -> NullNode.instance),
          FunctionDefinition.many("coalesce", 1, (a, _) -> coalesce(a)),
          FunctionDefinition.of(
              "equals",
              2,
              2,
              (a, _) ->
                  Values.of(Values.canonical(a.value(0)).equals(Values.canonical(a.value(1))))),
          FunctionDefinition.of("less", 2, 2, (a, _) -> Values.of(compare(a) < 0)),
          FunctionDefinition.of("lessOrEquals", 2, 2, (a, _) -> Values.of(compare(a) <= 0)),
          FunctionDefinition.of("greater", 2, 2, (a, _) -> Values.of(compare(a) > 0)),
          FunctionDefinition.of("greaterOrEquals", 2, 2, (a, _) -> Values.of(compare(a) >= 0)),
          FunctionDefinition.of("bool", 1, 1, (a, _) -> Values.of(bool(a))));

  private LogicFunctions() {}

  private static int count(Arguments arguments, boolean wanted) {
    int found = 0;
    for (int i = 0; i < arguments.count(); i++) {
      found += arguments.flag(i) == wanted ? 1 : 0;
    }
    return found;
  }

  private static JsonNode coalesce(Arguments arguments) {
    for (int i = 0; i < arguments.count(); i++) {
      if (!arguments.value(i).isNull()) {
        return arguments.value(i);
      }
    }
    return NullNode.instance;
  }

  /** Numbers by size, texts by their characters' codes. */
  private static int compare(Arguments arguments) {
    return arguments.value(0).isTextual()
        ? arguments.text(0).compareTo(arguments.text(1))
        : Long.compare(arguments.number(0), arguments.number(1));
  }

  private static boolean bool(Arguments arguments) {
    JsonNode value = arguments.value(0);
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isIntegralNumber()) {
      return arguments.number(0) != 0;
    }
    String text = arguments.text(0);
    if (text.equalsIgnoreCase("true") || text.equals("1")) {
      return true;
    }
    if (text.equalsIgnoreCase("false") || text.equals("0")) {
      return false;
    }
    throw TemplateException.of("'true', 'false', '1' or '0' as argument 1 of bool()", "other text");
  }
}
