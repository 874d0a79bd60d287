package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.deployment.expression.TemplateLimits;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts of secure parameters, which nothing that is kept or shown may have in it. */
public final class Secrets {
  private static final String HIDDEN = "*****";

  private final int count;
  private final @Nullable Pattern pattern;

  /**
   * Knows texts.
   *
   * @throws TemplateException if they are too many to look for
   */
  Secrets(List<String> texts) {
    List<String> longestFirst =
        texts.stream()
            .filter(text -> !text.isEmpty())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .toList();
    count = longestFirst.size();
    if (count > TemplateLimits.SECRETS_MAX) {
      throw TemplateException.of(
              "at most %d texts in secure parameters".formatted(TemplateLimits.SECRETS_MAX),
              Integer.toString(count))
          .in("parameters");
    }
    pattern = count == 0 ? null : Pattern.compile(String.join("|", longestFirst));
  }

  /** A value without them. */
  public JsonNode hide(JsonNode value) {
    if (pattern == null) {
      return value;
    }
    if (value.isTextual()) {
      return TextNode.valueOf(pattern.matcher(value.textValue()).replaceAll(HIDDEN));
    }
    if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> array.add(hide(element)));
      return array;
    }
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        object.set(field.getKey(), hide(field.getValue()));
      }
      return object;
    }
    return value;
  }

  /** Nothing of them. */
  @Override
  public String toString() {
    return count + " secrets";
  }
}
