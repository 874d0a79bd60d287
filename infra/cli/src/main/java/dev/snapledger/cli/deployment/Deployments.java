package dev.snapledger.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.answer.Columns;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How deployments are shown. */
final class Deployments {
  private static final Pattern GROUP = Pattern.compile("(?i)/resourceGroups/([^/]+)/");

  static final Columns COLUMNS =
      Columns.none()
          .and("Name", "/name")
          .and("ResourceGroup", "/resourceGroup")
          .and("State", "/properties/provisioningState")
          .and("Timestamp", "/properties/timestamp")
          .and("Mode", "/properties/mode");

  private Deployments() {}

  /** As the server gives it, with its group. */
  static JsonNode shown(JsonNode deployment) {
    Matcher group = GROUP.matcher(deployment.path("id").asText(""));
    if (deployment instanceof ObjectNode object && group.find()) {
      return object.deepCopy().put("resourceGroup", group.group(1));
    }
    return deployment;
  }
}
