package dev.snapledger.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.PathVariables;
import dev.snapledger.server.http.Routes;

/** The description of the interface, open to everybody: it says nothing that the sources do not. */
public final class OpenApiRoutes {
  private OpenApiRoutes() {}

  /** Adds {@code /openapi.json}. */
  public static void register(Routes.Builder routes) {
    routes.add("GET", "/openapi.json", OpenApiRoutes::describe);
  }

  private static ApiResponse describe(ApiRequest request, PathVariables path) {
    ObjectNode document = OpenApiDocument.read();
    document.putArray("servers").addObject().put("url", request.base().toString());
    return ApiResponse.ok(document);
  }
}
