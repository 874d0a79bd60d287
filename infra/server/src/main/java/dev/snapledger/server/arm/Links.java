package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.http.ApiResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The links of a long-running operation. */
final class Links {
  /** Seconds between two looks of a client; work here takes milliseconds, not minutes. */
  static final String RETRY_SECONDS = "1";

  private Links() {}

  /**
   * Status 202 with the links to follow.
   *
   * @param region region of the resource
   * @param body the resource as it is now; null for none
   */
  static ApiResponse accepted(
      Call call, Operation operation, String region, @Nullable JsonNode body) {
    String path = "/subscriptions/%s/providers/Microsoft.Compute/locations/%s/%s/%s?api-version=%s";
    String version = call.request().query().getOrDefault("api-version", ApiVersion.COMPUTE_MIN);
    String text = operation.text();
    return new ApiResponse(
        202,
        Map.of(
            "Azure-AsyncOperation",
            call.request()
                .link(path.formatted(call.subscription(), region, "operations", text, version)),
            "Location",
            call.request()
                .link(
                    path.formatted(call.subscription(), region, "operationResults", text, version)),
            "Retry-After",
            RETRY_SECONDS),
        body);
  }
}
