package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.server.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text in which a deployment is kept: JSON, its fields named as in {@link DeploymentRow}. */
final class RowText {
  private RowText() {}

  static String write(DeploymentRow row) {
    ObjectNode root = Json.object();
    root.put("subscription", row.place().subscription().toString())
        .put("group", row.place().group())
        .put("name", row.place().name())
        .put("correlationId", row.request().correlationId())
        .put("started", row.request().started().toString())
        .put("templateHash", row.request().templateHash())
        .put("state", row.state().name())
        .put("changed", row.changed().toString());
    root.set("parameters", row.request().parameters());
    root.set("tags", row.request().tags());
    root.set("outputs", row.outputs());
    root.set("error", row.error());
    ArrayNode operations = root.putArray("operations");
    row.operations().forEach(operation -> write(operation, operations.addObject()));
    return Json.write(root) + "\n";
  }

  private static void write(OperationRow row, ObjectNode json) {
    json.put("type", row.target().type())
        .put("name", row.target().name())
        .put("id", row.target().id())
        .put("state", row.state().name())
        .put("started", row.started() == null ? null : row.started().toString())
        .put("changed", row.changed().toString())
        .put("status", row.status());
    ArrayNode before = json.putArray("dependsOn");
    row.dependsOn().forEach(before::add);
    json.set("error", row.error());
  }

  static DeploymentRow read(String text) {
    ObjectNode root = Json.readObject(text);
    List<OperationRow> operations = new ArrayList<>();
    root.path("operations").forEach(each -> operations.add(operation(each)));
    return new DeploymentRow(
        new DeploymentRow.Place(
            SubscriptionId.parse(root.path("subscription").asText()),
            root.path("group").asText(),
            root.path("name").asText()),
        new DeploymentRow.Request(
            root.path("correlationId").asText(),
            Instant.parse(root.path("started").asText()),
            root.path("templateHash").asText(),
            root.withObjectProperty("parameters"),
            root.withObjectProperty("tags")),
        DeploymentState.valueOf(root.path("state").asText()),
        Instant.parse(root.path("changed").asText()),
        operations,
        present(root.path("outputs")),
        present(root.path("error")));
  }

  private static OperationRow operation(JsonNode json) {
    List<Integer> before = new ArrayList<>();
    json.path("dependsOn").forEach(each -> before.add(each.asInt()));
    JsonNode started = present(json.path("started"));
    return new OperationRow(
        new OperationRow.Target(
            json.path("type").asText(), json.path("name").asText(), json.path("id").asText()),
        before,
        OperationState.valueOf(json.path("state").asText()),
        started == null ? null : Instant.parse(started.asText()),
        Instant.parse(json.path("changed").asText()),
        json.path("status").asInt(),
        present(json.path("error")));
  }

  private static @Nullable JsonNode present(JsonNode value) {
    return value.isNull() || value.isMissingNode() ? null : value;
  }
}
