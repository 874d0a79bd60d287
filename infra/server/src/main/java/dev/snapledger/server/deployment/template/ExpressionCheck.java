package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.deployment.expression.Expression;
import dev.snapledger.server.deployment.expression.ExpressionParser;
import dev.snapledger.server.deployment.expression.Expressions;
import dev.snapledger.server.deployment.expression.FunctionDefinition.Use;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import java.util.Map;
import java.util.Set;

/**
 * Looks at every expression before anything is evaluated, also at those that no branch will reach:
 * whether it can be read, calls functions where they may be called, and names what there is.
 */
final class ExpressionCheck {
  /** Parts of a template, with the functions that may be called there. */
  enum Place {
    DEFAULT,
    STATIC,
    RUNNING;

    boolean permits(Use use) {
      return switch (use) {
        case ANYWHERE -> true;
        case DEFAULTS -> this == DEFAULT;
        case AFTER_PARAMETERS -> this != DEFAULT;
        case RUNNING -> this == RUNNING;
      };
    }
  }

  private final Expressions expressions;
  private final Set<String> parameters;
  private final Set<String> variables;

  /**
   * A check.
   *
   * @param parameters names of parameters; compared as this set does
   * @param variables names of variables; compared as this set does
   */
  ExpressionCheck(Expressions expressions, Set<String> parameters, Set<String> variables) {
    this.expressions = expressions;
    this.parameters = parameters;
    this.variables = variables;
  }

  /**
   * Looks at all expressions in a value.
   *
   * @throws TemplateException with path and column, if one is wrong
   */
  void check(JsonNode value, Place place, String path) {
    if (value.isTextual() && ExpressionParser.isExpression(value.textValue())) {
      try {
        check(expressions.of(value.textValue()), place);
      } catch (TemplateException e) {
        throw e.in(path);
      }
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(value.get(i), place, "%s[%d]".formatted(path, i));
      }
    } else if (value.isObject()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        check(field.getValue(), place, path + "." + Shown.cut(field.getKey()));
      }
    }
  }

  private void check(Expression expression, Place place) {
    if (expression instanceof Expression.Call call) {
      checkCall(call, place);
    }
    expression.parts().forEach(part -> check(part, place));
  }

  private void checkCall(Expression.Call call, Place place) {
    String name = call.function().name();
    Use use = call.function().use();
    if (!place.permits(use)) {
      throw TemplateException.of(placesOf(use, name), "it elsewhere").at(call.column());
    }
    if (name.equals("parameters")) {
      checkName(call, "parameters", parameters);
    } else if (name.equals("variables")) {
      checkName(call, "variables", variables);
    }
  }

  private static String placesOf(Use use, String name) {
    return name
        + "() "
        + switch (use) {
          case DEFAULTS -> "in a parameter's defaultValue only";
          case RUNNING -> "in a resource's body or in outputs only";
          case AFTER_PARAMETERS -> "anywhere but in a parameter's defaultValue";
          case ANYWHERE -> "anywhere";
        };
  }

  private static void checkName(Expression.Call call, String kind, Set<String> known) {
    if (call.arguments().getFirst() instanceof Expression.Literal(JsonNode name, int column)
        && name.isTextual()
        && !known.contains(name.textValue())) {
      throw unknown(kind, name.textValue(), known).at(column);
    }
  }

  static TemplateException unknown(String kind, String name, Set<String> known) {
    return TemplateException.of(
        "one of the %s %s".formatted(kind, Shown.cut(String.join(", ", known))),
        "'" + Shown.cut(name) + "'");
  }
}
