package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Counts what expressions cost, and ends them when it is too much. For one thread. */
public final class Work {
  private int stepsLeft = TemplateLimits.WORK_STEPS_MAX;
  private int nesting;

  /**
   * Takes so many steps.
   *
   * @throws TemplateException if there are not so many left
   */
  public void charge(long steps) {
    if (steps > stepsLeft) {
      throw TemplateException.of(
          "expressions of at most %d steps of work in all".formatted(TemplateLimits.WORK_STEPS_MAX),
          "more");
    }
    stepsLeft -= (int) steps;
  }

  /** Goes one level deeper; followed by {@link #leave} whatever happens. */
  public void enter() {
    if (nesting == TemplateLimits.EVALUATION_NESTING_MAX) {
      throw TemplateException.of(
          "expressions, variables and values at most %d levels inside each other"
              .formatted(TemplateLimits.EVALUATION_NESTING_MAX),
          "more");
    }
    nesting++;
  }

  /** Goes back up. */
  public void leave() {
    nesting--;
  }

  /**
   * Takes as many steps as a value is long, and gives it back.
   *
   * @throws TemplateException if it is too long or too deep
   */
  public JsonNode checked(JsonNode value) {
    charge(1L + measure(value, TemplateLimits.VALUE_STEPS_MAX, 0));
    return value;
  }

  /** Goes on only if a text of so many characters may be made. */
  static void checkLength(long chars) {
    if (chars > TemplateLimits.VALUE_STEPS_MAX) {
      throw tooLong();
    }
  }

  private static int measure(JsonNode value, int max, int depth) {
    if (depth > TemplateLimits.VALUE_NESTING_MAX) {
      throw TemplateException.of(
          "values of at most %d levels".formatted(TemplateLimits.VALUE_NESTING_MAX), "more");
    }
    int steps = 1;
    if (value.isTextual()) {
      steps += value.textValue().length();
    } else if (value.isArray()) {
      for (JsonNode element : value) {
        steps += measure(element, max - steps, depth + 1);
      }
    } else if (value.isObject()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        steps += field.getKey().length();
        steps += measure(field.getValue(), max - steps, depth + 1);
      }
    }
    if (steps > max) {
      throw tooLong();
    }
    return steps;
  }

  private static TemplateException tooLong() {
    return TemplateException.of(
        "values of at most %d characters".formatted(TemplateLimits.VALUE_STEPS_MAX), "more");
  }
}
