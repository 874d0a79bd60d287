package dev.snapledger.cli.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renders the templates of the chart, which keep to the little that is needed: {@code {{
 * .Values.a.b }}}, with {@code toJson} or without, and the name of the release. Anything else
 * fails.
 */
final class Chart {
  private static final Pattern EXPRESSION =
      Pattern.compile("\\{\\{ (toJson )?\\.(Values|Release)((?:\\.[A-Za-z]+)+) }}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeployFiles.Node values;
  private final DeployFiles.Node release =
      new DeployFiles.Node(Map.of("Name", "check", "Namespace", "checks"));

  Chart(DeployFiles.Node values) {
    this.values = values;
  }

  String render(String template) {
    String rendered =
        EXPRESSION.matcher(template).replaceAll(found -> Matcher.quoteReplacement(value(found)));
    if (rendered.contains("{{")) {
      throw new AssertionError("expected expressions that are known, but found " + rendered);
    }
    return rendered;
  }

  private String value(MatchResult found) {
    DeployFiles.Node node = found.group(2).equals("Values") ? values : release;
    String[] keys = found.group(3).substring(1).split("\\.", -1);
    for (int i = 0; i < keys.length; i++) {
      if (!node.entries().containsKey(keys[i])) {
        throw new AssertionError("expected a value for " + found.group() + ", but found none");
      }
      node = node.at(keys[i]);
    }
    try {
      return found.group(1) == null ? node.text() : JSON.writeValueAsString(node.value());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
