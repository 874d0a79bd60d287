package dev.snapledger.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.answer.Columns;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.remote.ArmPath;
import dev.snapledger.cli.remote.ResourceId;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Disks and snapshots as the server gives them, and as the command line shows them: without the
 * level {@code properties}, as Azure's command line does.
 */
public final class Resources {
  private static final String SIZE_SENT = "diskSizeGB";
  private static final String SIZE_SHOWN = "diskSizeGb";

  private Resources() {}

  /** Columns of disks and snapshots. */
  public static Columns columns(ResourceKind kind) {
    Columns columns =
        Columns.none()
            .and("Name", "/name")
            .and("ResourceGroup", "/resourceGroup")
            .and("Location", "/location")
            .and("Sku", "/sku/name")
            .and("SizeGb>", "/" + SIZE_SHOWN);
    return switch (kind) {
      case DISK ->
          columns.and("State", "/diskState").and("ProvisioningState", "/provisioningState");
      case SNAPSHOT ->
          columns
              .and("Incremental", "/incremental")
              .and("Source", item -> sourceName(item))
              .and("TimeCreated", "/timeCreated")
              .and("ProvisioningState", "/provisioningState");
    };
  }

  /** The name of what a snapshot was made of; its unique id if the name is not known. */
  public static String sourceName(JsonNode shown) {
    String id = shown.at("/creationData/sourceResourceId").asText("");
    return id.isEmpty()
        ? shown.at("/creationData/sourceUniqueId").asText("")
        : id.substring(id.lastIndexOf('/') + 1);
  }

  /** What ties the incremental snapshots of a disk and their copies together; else empty. */
  public static String familyOf(JsonNode shown) {
    return shown.path("incrementalSnapshotFamilyId").asText("");
  }

  /** A disk or snapshot as it is shown. */
  public static JsonNode shown(JsonNode resource) {
    ObjectNode shown = Json.object();
    for (Map.Entry<String, JsonNode> field : resource.properties()) {
      if (!field.getKey().equals("properties")) {
        shown.set(field.getKey(), field.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> field : resource.path("properties").properties()) {
      shown.set(field.getKey().equals(SIZE_SENT) ? SIZE_SHOWN : field.getKey(), field.getValue());
    }
    ResourceId id = ResourceId.parse(resource.path("id").asText(""));
    if (id != null) {
      shown.put("resourceGroup", id.group());
    }
    return shown;
  }

  /**
   * All disks or snapshots, as they are shown.
   *
   * @param group one group; null for the whole subscription
   */
  public static List<JsonNode> list(Session session, ResourceKind kind, @Nullable String group) {
    ArmPath path = ArmPath.resources(kind, session.subscription(), group);
    return session.arm().list(path).stream().map(Resources::shown).toList();
  }

  /**
   * Finds what a name or id means.
   *
   * @param group of a name
   * @param kinds what it may be; the first that is there is taken
   * @throws ShownException if there is none
   */
  public static Found find(
      Session session, String group, String nameOrId, List<ResourceKind> kinds) {
    if (nameOrId.startsWith("/")) {
      ResourceId id = ResourceId.parse(nameOrId);
      if (id == null || !kinds.contains(id.kind())) {
        throw new ShownException(
            "expected the name or id of a %s, but found '%s'".formatted(textOf(kinds), nameOrId));
      }
      return new Found(id, session.arm().get(id.path()));
    }
    for (ResourceKind kind : kinds) {
      ResourceId id = session.resource(kind, group, nameOrId);
      JsonNode found = session.arm().find(id.path());
      if (found != null) {
        return new Found(id, found);
      }
    }
    throw new ShownException(
        "NotFound: expected a %s '%s' in group '%s', but there is none"
            .formatted(textOf(kinds), nameOrId, group));
  }

  private static String textOf(List<ResourceKind> kinds) {
    return String.join(" or ", kinds.stream().map(ResourceKind::text).toList());
  }

  /**
   * A resource that exists.
   *
   * @param json as the server gives it
   */
  public record Found(ResourceId id, JsonNode json) {
    public String location() {
      return json.path("location").asText("");
    }

    public String uniqueId() {
      return json.at("/properties/uniqueId").asText("");
    }

    public long sizeBytes() {
      return json.at("/properties/diskSizeBytes").asLong();
    }
  }

  /** The region of a group, for what is made in it. */
  public static String locationOf(Session session, String group) {
    return session
        .arm()
        .get(ArmPath.group(session.subscription(), group))
        .path("location")
        .asText("");
  }
}
