package dev.snapledger.server.deployment.template;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.http.Json;
import java.time.Instant;
import java.util.UUID;

/** Templates in short, and what becomes of them. */
final class Templates {
  private static final DeploymentContext CONTEXT =
      new DeploymentContext(
          Json.readObject("{subscriptionId: \"sub\"}"),
          Json.readObject("{id: \"/subscriptions/sub/resourceGroups/rg\", name: \"rg\"}"),
          Json.readObject("{name: \"main\"}"),
          Instant.parse("2026-01-02T03:04:05Z"),
          () -> new UUID(0, 1));

  private Templates() {}

  /** Prepares a template; quotes are written as grave accents. */
  static PreparedTemplate prepare(String template, String parameters) {
    return PreparedTemplate.of(
        Json.readObject(template.replace('`', '"')),
        Json.readObject(parameters.replace('`', '"')),
        CONTEXT);
  }

  static PreparedTemplate prepare(String template) {
    return prepare(template, "{}");
  }

  static String disk(String name, String more) {
    return "{type: `Microsoft.Compute/disks`, apiVersion: `2023-04-02`, name: `%s`%s}"
        .formatted(name, more);
  }

  static String resources(String... resources) {
    return "{resources: [" + String.join(",", resources) + "]}";
  }

  static TemplateException refusal(String template, String parameters) {
    return catchThrowableOfType(TemplateException.class, () -> prepare(template, parameters));
  }
}
