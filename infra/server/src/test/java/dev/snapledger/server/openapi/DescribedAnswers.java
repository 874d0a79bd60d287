package dev.snapledger.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds real answers to the OpenAPI document: a status that it has, a body as its schema says, and
 * no field that the schema does not name. Safe for many threads.
 */
public final class DescribedAnswers {
  private static final ObjectNode DOCUMENT = OpenApiDocument.read();
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  static {
    closeObjects(DOCUMENT.path("components").path("schemas"));
  }

  private DescribedAnswers() {}

  /**
   * Fails if an answer is not as described. An operation that is not described at all is passed
   * over: RoutesAreDescribedTest says so once for all tests.
   */
  public static void check(String method, String path, ApiResponse response) {
    check(method, path, response.status(), "application/json", response.body());
    JsonNode operation = operationOf(method, path);
    boolean tagged = response.headers().containsKey("ETag");
    if (!operation.isMissingNode()
        && tagged != described(operation, response.status()).path("headers").has("ETag")) {
      throw new AssertionError(
          "expected %s ETag for %s %s -> %d, as the OpenAPI document says, but found %s"
              .formatted(
                  tagged ? "no" : "an", method, path, response.status(), response.headers()));
    }
  }

  private static JsonNode described(JsonNode operation, int status) {
    JsonNode responses = operation.path("responses");
    String text = Integer.toString(status);
    return resolved(responses.has(text) ? responses.path(text) : responses.path("default"));
  }

  /**
   * Fails if an answer that came over the network is not as described.
   *
   * @param type its media type without parameters; empty if it has no body
   * @param body its body; null if it has none, or one that is no JSON
   */
  public static void check(
      String method, String path, int found, String type, @Nullable JsonNode body) {
    JsonNode operation = operationOf(method, path);
    if (operation.isMissingNode()) {
      return;
    }
    JsonNode described = described(operation, found);
    if (described.isMissingNode()) {
      throw new AssertionError(
          "expected one of the statuses %s that the OpenAPI document has for %s %s, but found %d"
              .formatted(fieldNames(operation.path("responses")), method, path, found));
    }
    JsonNode content = described.path("content");
    if (body == null && content.has(type) && !type.startsWith("application/json")) {
      return; // Lines or a stream, which no schema describes.
    }
    String media = content.isMissingNode() ? "application/json" : type;
    JsonNode schema = content.path(media).path("schema");
    if (!method.equals("HEAD")) {
      checkBody(method + " " + path + " -> " + found, schema, body);
    }
  }

  private static void checkBody(String what, JsonNode schema, @Nullable JsonNode body) {
    if (schema.isMissingNode() != (body == null)) {
      throw new AssertionError(
          "expected %s body for %s, as the OpenAPI document says, but found %s"
              .formatted(schema.isMissingNode() ? "no" : "a", what, body));
    }
    if (body == null) {
      return;
    }
    List<Error> errors =
        SCHEMAS.computeIfAbsent(schema.toString(), _ -> schemaOf(schema)).validate(body);
    if (!errors.isEmpty()) {
      throw new AssertionError(
          "expected the body of %s as its schema in the OpenAPI document says, but found %s in %s"
              .formatted(what, errors, body));
    }
  }

  private static Schema schemaOf(JsonNode schema) {
    ObjectNode root = schema.deepCopy();
    root.set("components", DOCUMENT.path("components"));
    return REGISTRY.getSchema(root);
  }

  /** The path that matches, one with fewer variables first. */
  private static JsonNode operationOf(String method, String path) {
    String best = "";
    int variables = Integer.MAX_VALUE;
    for (Map.Entry<String, JsonNode> each : DOCUMENT.path("paths").properties()) {
      int found = (int) each.getKey().chars().filter(c -> c == '{').count();
      if (found < variables && matches(each.getKey(), path)) {
        best = each.getKey();
        variables = found;
      }
    }
    return DOCUMENT.path("paths").path(best).path(method.toLowerCase(Locale.ROOT));
  }

  private static boolean matches(String pattern, String path) {
    String[] expected = pattern.split("/", -1);
    String[] found = path.split("/", -1);
    if (expected.length != found.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (!expected[i].startsWith("{") && !expected[i].equalsIgnoreCase(found[i])) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static List<String> fieldNames(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** Clients must bear new fields, so the document leaves objects open; these tests do not. */
  private static void closeObjects(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && object.path("type").asText().equals("object")
        && !object.has("additionalProperties")) {
      object.set("additionalProperties", Json.object().booleanNode(false));
    }
    schema.forEach(DescribedAnswers::closeObjects);
  }
}
