package dev.snapledger.server.deployment.expression;

import java.util.HashMap;
import java.util.Map;

/** Expressions of one template, each read once. For one thread. */
public final class Expressions {
  private final Map<String, Expression> read = new HashMap<>();

  /**
   * The expression that a text is.
   *
   * @throws TemplateException if it is none
   */
  public Expression of(String text) {
    Expression found = read.get(text);
    if (found == null) {
      found = ExpressionParser.parse(text);
      read.put(text, found);
    }
    return found;
  }
}
