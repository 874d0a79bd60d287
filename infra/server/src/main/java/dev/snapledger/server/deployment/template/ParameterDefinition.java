package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a template.
 *
 * @param name its name
 * @param type what its values are
 * @param defaultValue its value where none is given; null if one has to be given
 * @param allowed its only values; null for any
 * @param value smallest and largest number
 * @param length shortest and longest text or array
 */
record ParameterDefinition(
    String name,
    ParameterType type,
    @Nullable JsonNode defaultValue,
    @Nullable JsonNode allowed,
    Bounds value,
    Bounds length) {
  /**
   * A range; both ends are in it.
   *
   * @param min null for no lower end
   * @param max null for no upper end
   */
  record Bounds(@Nullable Long min, @Nullable Long max) {
    boolean contain(long number) {
      return (min == null || number >= min) && (max == null || number <= max);
    }

    String shown() {
      return (min == null ? "any" : min) + " to " + (max == null ? "any" : max);
    }
  }

  /**
   * Goes on only if a value may be given.
   *
   * @throws TemplateException otherwise; the value is not in its message
   */
  void check(JsonNode given) {
    if (!type.fits(given)) {
      throw TemplateException.of(
          "%s for parameter '%s' of type %s".formatted(type.shown(), name, type.text()),
          Shown.kindOf(given));
    }
    if (allowed != null && allowed.valueStream().noneMatch(each -> isSame(each, given))) {
      throw TemplateException.of(
          "one of the %d allowed values of parameter '%s'%s"
              .formatted(allowed.size(), name, type.isSecure() ? "" : " " + shown(allowed)),
          "another");
    }
    if (given.isIntegralNumber() && !value.contain(given.longValue())) {
      throw TemplateException.of(
          "a number from %s for parameter '%s'".formatted(value.shown(), name),
          Long.toString(given.longValue()));
    }
    if (given.isTextual() || given.isArray()) {
      int found = given.isTextual() ? given.textValue().length() : given.size();
      if (!length.contain(found)) {
        throw TemplateException.of(
            "a length of %s for parameter '%s'".formatted(length.shown(), name),
            Integer.toString(found));
      }
    }
  }

  private static boolean isSame(JsonNode one, JsonNode other) {
    boolean numbers = one.isIntegralNumber() && other.isIntegralNumber();
    return numbers ? one.longValue() == other.longValue() : one.equals(other);
  }

  private static String shown(JsonNode allowed) {
    return "("
        + Shown.cut(String.join(", ", allowed.valueStream().map(JsonNode::asText).toList()))
        + ")";
  }
}
