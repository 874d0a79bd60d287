package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.deployment.template.ResourceKind;
import dev.snapledger.server.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Deployments and their operations as Azure clients read them. */
final class DeploymentJson {
  private static final Map<Integer, String> STATUS_NAMES =
      Map.of(
          200, "OK",
          202, "Accepted",
          400, "BadRequest",
          403, "Forbidden",
          404, "NotFound",
          409, "Conflict",
          424, "FailedDependency",
          500, "InternalServerError",
          503, "ServiceUnavailable");

  private DeploymentJson() {}

  static ObjectNode of(DeploymentRow row) {
    ObjectNode json = Json.object();
    json.put("id", row.place().id())
        .put("name", row.place().name())
        .put("type", "Microsoft.Resources/deployments");
    if (!row.request().tags().isEmpty()) {
      json.set("tags", row.request().tags());
    }
    json.set("properties", properties(row));
    return json;
  }

  private static ObjectNode properties(DeploymentRow row) {
    ObjectNode json = Json.object();
    json.put("templateHash", row.request().templateHash());
    json.set("parameters", row.request().parameters());
    json.put("mode", "Incremental")
        .put("provisioningState", row.state().text())
        .put("timestamp", row.changed().toString())
        .put("duration", durationOf(row.request().started(), row.changed()))
        .put("correlationId", row.request().correlationId());
    putProviders(json, row);
    putDependencies(json.putArray("dependencies"), row);
    if (row.outputs() != null) {
      json.set("outputs", row.outputs());
    }
    if (row.error() != null) {
      json.set("error", row.error());
    }
    ArrayNode made = json.putArray("outputResources");
    for (OperationRow operation : row.operations()) {
      if (operation.state() == OperationState.SUCCEEDED) {
        made.addObject().put("id", operation.target().id());
      }
    }
    return json;
  }

  private static String durationOf(Instant start, Instant end) {
    return Duration.between(start, end).toString();
  }

  private static void putProviders(ObjectNode json, DeploymentRow row) {
    ArrayNode providers = json.putArray("providers");
    Map<String, Boolean> types = new TreeMap<>();
    row.operations().forEach(operation -> types.put(operation.target().type(), true));
    if (!types.isEmpty()) {
      ArrayNode list =
          providers.addObject().put("namespace", ResourceKind.NAMESPACE).putArray("resourceTypes");
      for (String type : types.keySet()) {
        list.addObject()
            .put("resourceType", type.substring(ResourceKind.NAMESPACE.length() + 1))
            .putArray("locations");
      }
    }
  }

  private static void putDependencies(ArrayNode list, DeploymentRow row) {
    for (OperationRow operation : row.operations()) {
      if (!operation.dependsOn().isEmpty()) {
        ObjectNode json = list.addObject();
        ArrayNode before = json.putArray("dependsOn");
        for (int each : operation.dependsOn()) {
          put(before.addObject(), row.operations().get(each).target());
        }
        put(json, operation.target());
      }
    }
  }

  private static void put(ObjectNode json, OperationRow.Target target) {
    json.put("id", target.id())
        .put("resourceType", target.type())
        .put("resourceName", target.name());
  }

  /** The id of an operation, of its place among the others. */
  static String operationId(DeploymentRow row, int index) {
    return "%s-%d".formatted(row.request().correlationId(), index);
  }

  static ObjectNode operation(DeploymentRow row, int index) {
    OperationRow operation = row.operations().get(index);
    String id = operationId(row, index);
    ObjectNode json = Json.object();
    json.put("id", row.place().id() + "/operations/" + id).put("operationId", id);
    ObjectNode properties =
        json.putObject("properties")
            .put("provisioningOperation", "Create")
            .put("provisioningState", operation.state().text())
            .put("timestamp", operation.changed().toString());
    Instant started = operation.started();
    properties.put(
        "duration",
        durationOf(started == null ? operation.changed() : started, operation.changed()));
    if (operation.status() != 0) {
      properties.put("statusCode", STATUS_NAMES.getOrDefault(operation.status(), "Conflict"));
    }
    if (operation.error() != null) {
      properties
          .putObject("statusMessage")
          .put("status", operation.state().text())
          .set("error", operation.error());
    }
    put(properties.putObject("targetResource"), operation.target());
    return json;
  }
}
