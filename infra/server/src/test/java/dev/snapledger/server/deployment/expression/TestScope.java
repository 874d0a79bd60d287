package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.http.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A group, a few parameters and a resource. */
final class TestScope implements Scope {
  private static final JsonNode PARAMETERS =
      Json.readObject(
          """
          {
            "name": "Disk1", "count": 3, "yes": true, "none": null, "half": 0.5,
            "list": ["a", "b", "c"], "numbers": [3, 1, 2], "empty": [],
            "object": {"one": 1, "Two": {"deep": "x"}}
          }
          """);

  @Override
  public JsonNode parameter(String name) {
    JsonNode value = PARAMETERS.get(name);
    if (value == null) {
      throw TemplateException.of("a parameter", "'" + name + "'");
    }
    return value;
  }

  @Override
  public JsonNode variable(String name) {
    return Values.of("variable " + name);
  }

  @Override
  public JsonNode resourceGroup() {
    return Json.readObject("{name: 'rg', location: 'eastus', tags: {}}".replace('\'', '"'));
  }

  @Override
  public JsonNode subscription() {
    return Json.readObject("{subscriptionId: \"sub\"}");
  }

  @Override
  public JsonNode deployment() {
    return Json.readObject("{name: \"main\"}");
  }

  @Override
  public long copyIndex(@Nullable String loop) {
    return loop == null ? 4 : 7;
  }

  @Override
  public JsonNode reference(String nameOrId) {
    return Json.readObject("{name: \"%s\", properties: {diskSizeGB: 4}}".formatted(nameOrId));
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-01-02T03:04:05.678Z");
  }

  @Override
  public UUID freshId() {
    return new UUID(0, 5);
  }

  /** The value of an expression. */
  static JsonNode evaluate(String text) {
    return new Evaluator(new Work()).evaluate(ExpressionParser.parse(text), new TestScope());
  }
}
