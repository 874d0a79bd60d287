package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.Json;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read field by field. A field that is missing or null is absent; one of the
 * wrong type is refused. Fields that nobody asks for are left unread, as Azure does, because
 * clients send back whole resources.
 */
final class Body {
  private final ObjectNode root;

  private Body(ObjectNode root) {
    this.root = root;
  }

  /** Reads a body, which must be an object. */
  static Body of(String text) {
    return new Body(Json.readObject(text));
  }

  /** Text at a path such as {@code properties.creationData.createOption}; null if absent. */
  @Nullable String text(String path) {
    JsonNode found = at(path);
    if (found == null) {
      return null;
    }
    if (!found.isTextual()) {
      throw wrong(path, "text", found.getNodeType());
    }
    return found.asText();
  }

  /** Text that has to be there. */
  String requireText(String path) {
    String found = text(path);
    if (found == null || found.isEmpty()) {
      throw wrong(path, "text", "nothing");
    }
    return found;
  }

  /** A whole number; null if absent. */
  @Nullable Long number(String path) {
    JsonNode found = at(path);
    if (found == null) {
      return null;
    }
    if (!found.isIntegralNumber() || !found.canConvertToLong()) {
      throw wrong(path, "a whole number", found.getNodeType());
    }
    return found.asLong();
  }

  /** A truth value; null if absent. */
  @Nullable Boolean flag(String path) {
    JsonNode found = at(path);
    if (found == null) {
      return null;
    }
    if (!found.isBoolean()) {
      throw wrong(path, "true or false", found.getNodeType());
    }
    return found.asBoolean();
  }

  /** The tags; null if absent. */
  @Nullable Map<String, String> tags() {
    JsonNode found = at("tags");
    if (found == null) {
      return null;
    }
    if (!found.isObject()) {
      throw wrong("tags", "an object", found.getNodeType());
    }
    Map<String, String> tags = new HashMap<>();
    for (Map.Entry<String, JsonNode> tag : found.properties()) {
      if (!tag.getValue().isTextual()) {
        throw wrong("tags." + tag.getKey(), "text", tag.getValue().getNodeType());
      }
      tags.put(tag.getKey(), tag.getValue().asText());
    }
    return tags;
  }

  /** The region, as the ledger writes it: {@code East US} is {@code eastus}. Null if absent. */
  @Nullable String location() {
    String found = text("location");
    return found == null ? null : found.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  /** The region, which has to be there. */
  String requireLocation() {
    String found = location();
    if (found == null || found.isEmpty()) {
      throw new ApiError(
              400, "LocationRequired", "expected the field 'location', but found nothing")
          .thrown();
    }
    return found;
  }

  /** A list at the top; empty if absent. */
  Iterable<JsonNode> list(String name) {
    JsonNode found = at(name);
    if (found != null && !found.isArray()) {
      throw wrong(name, "a list", found.getNodeType());
    }
    return found == null ? java.util.List.of() : found;
  }

  private @Nullable JsonNode at(String path) {
    JsonNode found = root;
    for (String name : path.split("\\.", -1)) {
      if (!found.isObject()) {
        throw wrong(path, "an object around it", found.getNodeType());
      }
      found = found.get(name);
      if (found == null || found.isNull()) {
        return null;
      }
    }
    return found;
  }

  /** The error for a field with a value that cannot be used. */
  static ApiException wrong(String field, String expected, Object found) {
    return new ApiError(
            400,
            "InvalidParameter",
            "expected %s in '%s', but found %s".formatted(expected, field, found),
            field,
            java.util.List.of())
        .thrown();
  }
}
