package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.deployment.template.PlannedResource;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiResponse;
import org.jspecify.annotations.Nullable;

/** How far one resource is after its PUT, as any client of the control plane finds out. */
sealed interface Progress {
  /**
   * It is there.
   *
   * @param status status code
   */
  record Done(int status) implements Progress {}

  /**
   * It came to nothing.
   *
   * @param status status code
   * @param error why
   */
  record Failed(int status, JsonNode error) implements Progress {}

  /**
   * Nobody knows yet.
   *
   * @param link where to look; null for the resource itself
   */
  record GoesOn(@Nullable String link) implements Progress {}

  static Progress done(int status) {
    return new Done(status);
  }

  /** After the answer to a PUT. */
  static Progress of(ApiResponse response) {
    String link = response.headers().get("Azure-AsyncOperation");
    if (response.status() == 202 && link != null) {
      return new GoesOn(link);
    }
    JsonNode body = response.body();
    return body == null ? new Done(response.status()) : ofResource(body, response.status());
  }

  private static Progress ofResource(JsonNode body, int status) {
    String state = body.at("/properties/provisioningState").asText();
    return switch (state) {
      case "Creating" -> new GoesOn(null);
      case "Failed" ->
          new Failed(
              409,
              DeploymentErrors.of(
                  "Conflict", "expected the resource to succeed, but its provisioning failed"));
      default -> new Done(status);
    };
  }

  /** After another look. What cannot be looked at now goes on. */
  static Progress again(GoesOn before, PlannedResource resource, ResourceClient client) {
    try {
      if (before.link() == null) {
        return ofResource(client.get(resource.id()), 200);
      }
      JsonNode found = client.follow(before.link());
      return switch (found.path("status").asText()) {
        case "Succeeded" -> new Done(200);
        case "Failed" -> new Failed(409, found.path("error"));
        default -> before;
      };
    } catch (ApiException e) {
      return e.error().status() == 503 ? before : new Failed(e.error().status(), e.error().json());
    }
  }
}
