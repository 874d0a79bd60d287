package dev.snapledger.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The description of the whole interface, OpenAPI 3.1, put together of one file per feature.
 *
 * <p>A part is a resource of this package with {@code tags}, {@code paths} and {@code components}
 * as the whole document has them. Parts may refer to each other's components; no two have a path or
 * a component of the same name.
 */
public final class OpenApiDocument {
  /** In the order in which people read them. */
  private static final List<String> PARTS =
      List.of(
          "service",
          "sign-in",
          "subscriptions",
          "groups",
          "disks",
          "snapshots",
          "operations",
          "deployments",
          "page-blobs",
          "query");

  private OpenApiDocument() {}

  /** Reads it; whoever asks may change it. Without servers, which are known to a request alone. */
  public static ObjectNode read() {
    ObjectNode whole = Json.object();
    whole.put("openapi", "3.1.0");
    ObjectNode info = whole.putObject("info");
    info.put("title", "Snapshot Ledger").put("version", "1");
    info.put("summary", "Incremental snapshots of virtual disks, for clients of Azure.");
    info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
    ArrayNode tags = whole.putArray("tags");
    whole.putArray("security").addObject().putArray("bearer");
    ObjectNode paths = whole.putObject("paths");
    ObjectNode components = whole.putObject("components");
    for (String name : PARTS) {
      ObjectNode part = part(name);
      part.path("tags").forEach(tags::add);
      addTo(paths, part.path("paths"), name);
      for (Map.Entry<String, JsonNode> kind : part.path("components").properties()) {
        addTo(components.withObjectProperty(kind.getKey()), kind.getValue(), name);
      }
    }
    return whole;
  }

  private static void addTo(ObjectNode all, JsonNode more, String part) {
    for (Map.Entry<String, JsonNode> each : more.properties()) {
      if (all.has(each.getKey())) {
        throw new IllegalStateException(
            "expected '%s' of openapi/%s.json in no other part, but found it twice"
                .formatted(each.getKey(), part));
      }
      all.set(each.getKey(), each.getValue());
    }
  }

  private static ObjectNode part(String name) {
    try (InputStream in = OpenApiDocument.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("expected openapi/%s.json, but found none".formatted(name));
      }
      return Json.readObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read openapi/%s.json".formatted(name), e);
    }
  }
}
