package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.arm.ApiVersion;
import dev.snapledger.server.deployment.expression.ExpressionParser;
import dev.snapledger.server.deployment.template.PlannedResource;
import dev.snapledger.server.deployment.template.PreparedTemplate;
import dev.snapledger.server.deployment.template.ResourceKind;
import dev.snapledger.server.http.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a deployment would make and change, if every resource of it were taken. */
final class WhatIf {
  /** Fields that a PUT looks at, beside the tags. */
  private static final List<String> FIELDS =
      List.of(
          "location",
          "sku.name",
          "properties.diskSizeGB",
          "properties.incremental",
          "properties.creationData.createOption",
          "properties.creationData.sourceResourceId",
          "properties.creationData.uploadSizeBytes");

  private final PreparedTemplate template;
  private final ResourceClient client;
  private final String groupId;

  WhatIf(PreparedTemplate template, ResourceClient client, String groupId) {
    this.template = template;
    this.client = client;
    this.groupId = groupId;
  }

  /** Changes of the resources of the template, then what is in the group beside them. */
  ArrayNode changes() {
    ArrayNode changes = Json.object().putArray("changes");
    Set<String> seen = new HashSet<>();
    for (PlannedResource resource : template.resources()) {
      if (resource.enabled()) {
        changes.add(change(resource));
        seen.add(resource.id().toLowerCase(Locale.ROOT));
      }
    }
    for (ResourceKind kind : ResourceKind.values()) {
      JsonNode page = client.get("%s/providers/%s".formatted(groupId, kind.type()));
      for (JsonNode present : page.path("value")) {
        if (!seen.contains(present.path("id").asText().toLowerCase(Locale.ROOT))) {
          ObjectNode ignored = changes.addObject();
          ignored.put("resourceId", present.path("id").asText()).put("changeType", "Ignore");
          ignored.set("before", versioned(present, ApiVersion.COMPUTE_MIN));
          ignored.set("after", versioned(present, ApiVersion.COMPUTE_MIN));
        }
      }
    }
    return changes;
  }

  private ObjectNode change(PlannedResource resource) {
    ObjectNode body = (ObjectNode) template.secrets().hide(template.bodyBefore(resource));
    JsonNode present = client.find(resource.id());
    ObjectNode change = Json.object();
    change.put("resourceId", resource.id());
    if (present == null) {
      body.put("id", resource.id())
          .put("name", resource.name())
          .put("type", resource.kind().type())
          .put("apiVersion", resource.apiVersion());
      change.put("changeType", "Create").set("after", body);
      return change;
    }
    ObjectNode after = versioned(present, resource.apiVersion());
    ArrayNode delta = Json.object().putArray("delta");
    for (String field : FIELDS) {
      compare(field, after, body, delta);
    }
    compareTags(after, body, delta);
    change.put("changeType", delta.isEmpty() ? "NoChange" : "Modify");
    change.set("before", versioned(present, resource.apiVersion()));
    change.set("after", after);
    change.set("delta", delta);
    return change;
  }

  private static ObjectNode versioned(JsonNode resource, String apiVersion) {
    ObjectNode copy = resource.deepCopy();
    return copy.put("apiVersion", apiVersion);
  }

  /** Puts into {@code after} what the body says, and into {@code delta} what differs. */
  private static void compare(String field, ObjectNode after, JsonNode body, ArrayNode delta) {
    String pointer = "/" + field.replace('.', '/');
    JsonNode asked = body.at(pointer);
    JsonNode present = after.at(pointer);
    boolean open = asked.isTextual() && ExpressionParser.isExpression(asked.textValue());
    if (asked.isMissingNode() || asked.isNull() || open || isSame(field, present, asked)) {
      return;
    }
    note(field, present, asked, delta);
    String parent = pointer.substring(0, pointer.lastIndexOf('/'));
    if ((parent.isEmpty() ? after : after.at(parent)) instanceof ObjectNode around) {
      around.set(pointer.substring(parent.length() + 1), asked);
    }
  }

  private static boolean isSame(String field, JsonNode present, JsonNode asked) {
    String found = asked.asText();
    String wanted = field.equals("location") ? found.replace(" ", "") : found;
    return wanted.equalsIgnoreCase(present.asText());
  }

  /** A PUT replaces all tags. */
  private static void compareTags(ObjectNode after, JsonNode body, ArrayNode delta) {
    JsonNode present = after.path("tags");
    JsonNode asked = body.path("tags");
    Map<String, Boolean> names = new TreeMap<>();
    present.fieldNames().forEachRemaining(name -> names.put(name, true));
    asked.fieldNames().forEachRemaining(name -> names.put(name, true));
    for (String name : names.keySet()) {
      if (!present.path(name).equals(asked.path(name))) {
        note("tags." + name, present.path(name), asked.path(name), delta);
      }
    }
    after.set("tags", asked.isObject() ? asked : Json.object());
  }

  private static void note(String path, JsonNode present, JsonNode asked, ArrayNode delta) {
    ObjectNode change = delta.addObject().put("path", path);
    if (present.isMissingNode()) {
      change.put("propertyChangeType", "Create").set("after", asked);
    } else if (asked.isMissingNode()) {
      change.put("propertyChangeType", "Delete").set("before", present);
    } else {
      change.put("propertyChangeType", "Modify").set("before", present);
      change.set("after", asked);
    }
  }
}
