package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.arm.ApiVersion;
import dev.snapledger.server.arm.ResourceId;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.deployment.template.PlannedResource;
import dev.snapledger.server.deployment.template.References;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.Routes;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends requests about resources through the routes of the control plane, for one caller. */
final class ResourceClient implements References {
  private final Routes routes;
  private final URI base;
  private final String remoteAddress;

  /**
   * A client.
   *
   * @param routes the routes as they are for the caller
   * @param base where links begin
   * @param remoteAddress where the caller is
   */
  ResourceClient(Routes routes, URI base, String remoteAddress) {
    this.routes = routes;
    this.base = base;
    this.remoteAddress = remoteAddress;
  }

  /**
   * Makes or changes a resource.
   *
   * @throws ApiException if that is refused
   */
  ApiResponse put(PlannedResource resource, ObjectNode body) {
    return send("PUT", resource.id(), version(resource.apiVersion()), Json.write(body));
  }

  /**
   * A page of resources, or a resource.
   *
   * @throws ApiException if that is refused
   */
  JsonNode get(String path) {
    return bodyOf(send("GET", path, version(ApiVersion.COMPUTE_MIN), ""));
  }

  /** A resource; null if there is none. */
  @Nullable JsonNode find(String id) {
    try {
      return get(id);
    } catch (ApiException e) {
      if (e.error().status() == 404) {
        return null;
      }
      throw e;
    }
  }

  /**
   * Follows a link that an answer gave.
   *
   * @throws ApiException if that is refused
   */
  JsonNode follow(String link) {
    String[] parts = link.substring(base.toString().length()).split("\\?", 2);
    Map<String, String> query = new HashMap<>();
    for (String pair : parts[1].split("&", -1)) {
      String[] sides = pair.split("=", 2);
      query.put(sides[0], sides[1]);
    }
    return bodyOf(send("GET", parts[0], query, ""));
  }

  @Override
  public JsonNode resource(String id) {
    if (ResourceId.parse(id) == null) {
      throw TemplateException.of(
          "a resource of this template, or the id of a disk or snapshot, in reference()",
          "'" + Shown.cut(id) + "'");
    }
    try {
      return get(id);
    } catch (ApiException e) {
      throw TemplateException.of(
          "the resource of reference()", e.error().code() + ": " + e.error().message());
    }
  }

  private static Map<String, String> version(String version) {
    return Map.of("api-version", version);
  }

  private static JsonNode bodyOf(ApiResponse response) {
    JsonNode body = response.body();
    return body == null ? MissingNode.getInstance() : body;
  }

  private ApiResponse send(String method, String path, Map<String, String> query, String body) {
    return routes.handle(
        new ApiRequest(
            method,
            Arrays.asList(path.substring(1).split("/", -1)),
            query,
            Map.of(),
            body,
            base,
            remoteAddress));
  }
}
