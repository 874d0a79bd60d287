package dev.snapledger.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.PathVariables;
import dev.snapledger.server.http.Routes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Signing in and the actions of the control plane, of a fake ledger. */
final class FakeActions {
  /** Names of snapshots that are refused, each by its rule. */
  static final String TOO_OFTEN = "too-often";

  static final String URL = "https://localhost/md-1/snap/abcd?sig=secret";

  private static final String COMPUTE =
      "/subscriptions/{s}/resourceGroups/{g}/providers/Microsoft.Compute";
  private static final String SNAPSHOT = COMPUTE + "/snapshots/{name}";
  private static final String OPERATION =
      "/subscriptions/{s}/providers/Microsoft.Compute/locations/{l}/operations/{id}";

  private final FakeLedger ledger;
  private int made = 1_000;

  FakeActions(FakeLedger ledger) {
    this.ledger = ledger;
  }

  void register(Routes.Builder routes) {
    routes.add("POST", "/adfs/oauth2/token", this::token);
    add(routes, "PUT", SNAPSHOT, this::take);
    add(routes, "DELETE", SNAPSHOT, this::delete);
    add(routes, "GET", SNAPSHOT, this::progress);
    for (String type : List.of("snapshots", "disks")) {
      String path = "%s/%s/{name}".formatted(COMPUTE, type);
      add(routes, "POST", path + "/beginGetAccess", this::grant);
      add(routes, "POST", path + "/endGetAccess", this::end);
    }
    add(routes, "GET", OPERATION, (_, _) -> operation());
  }

  void add(
      Routes.Builder routes,
      String method,
      String path,
      BiFunction<ApiRequest, PathVariables, ApiResponse> action) {
    routes.add(
        method,
        path,
        (request, variables) -> {
          if (!ledger.isSignedIn(request)) {
            throw new ApiError(401, "InvalidAuthenticationToken", "expected a good token").thrown();
          }
          return action.apply(request, variables);
        });
  }

  private ApiResponse token(ApiRequest request, PathVariables path) {
    String expected =
        "client_id=%s&client_secret=%s".formatted(ledger.clientId(), ledger.clientSecret());
    if (!request.body().endsWith(expected)) {
      return new ApiResponse(
          401,
          Map.of(),
          Json.object()
              .put("error", "invalid_client")
              .put("error_description", "expected a known client and its secret"));
    }
    return ApiResponse.ok(
        Json.object()
            .put("token_type", "Bearer")
            .put("expires_in", 3_600)
            .put("access_token", ledger.newToken()));
  }

  private ApiResponse take(ApiRequest request, PathVariables path) {
    String name = path.of("name");
    if (name.equals(TOO_OFTEN)) {
      throw refused(
          "SnapshotRateExceeded",
          "expected fewer than 7 incremental snapshots of the disk in 300 seconds, but found 7;"
              + " allowed from 2126-01-01T00:05:00Z on");
    }
    ObjectNode body = Json.readObject(request.body());
    boolean copied = body.at("/properties/creationData/createOption").asText().equals("CopyStart");
    ObjectNode[] told = new ObjectNode[1];
    ledger.with(
        data -> {
          ObjectNode row = data.addSnapshot(1, ++made, name, copied ? "copy" : "incremental");
          row.put("region", body.path("location").asText());
          row.put("state", "creating");
          row.remove(List.of("content", "completedAt"));
          row.set("tags", body.path("tags"));
          told[0] = data.events().getLast();
        });
    ledger.tell(told[0]);
    return new ApiResponse(202, Map.of("Retry-After", "1"), Json.object().put("name", name));
  }

  private ApiResponse progress(ApiRequest request, PathVariables path) {
    String id = idOf(path);
    ObjectNode body = Json.object().put("name", path.of("name"));
    ledger.with(data -> body.putObject("properties").put("completionPercent", data.percent(id)));
    return ApiResponse.ok(body);
  }

  private ApiResponse delete(ApiRequest request, PathVariables path) {
    String id = idOf(path);
    ledger.with(
        data -> {
          if (!data.grantsOf(id).isEmpty()) {
            throw refused("ActiveSas", "expected no shared access to the snapshot, but found 1");
          }
        });
    ledger.change(id, "SnapshotDeleted", row -> row.put("state", "deleted"));
    return ApiResponse.of(200);
  }

  private ApiResponse grant(ApiRequest request, PathVariables path) {
    String id = idOf(path);
    String access = Json.readObject(request.body()).path("access").asText();
    ledger.with(data -> data.addGrant(id, access.toLowerCase(Locale.ROOT)));
    ledger.change(id, "SasGranted", _ -> {});
    String link =
        "/subscriptions/%s/providers/Microsoft.Compute/locations/eastus/operations/1?api-version=1"
            .formatted(path.of("s"));
    return new ApiResponse(
        202, Map.of("Azure-AsyncOperation", request.link(link), "Retry-After", "0"), null);
  }

  private static ApiResponse operation() {
    ObjectNode body = Json.object().put("status", "Succeeded");
    body.putObject("properties").putObject("output").put("accessSAS", URL);
    return ApiResponse.ok(body);
  }

  private ApiResponse end(ApiRequest request, PathVariables path) {
    String id = idOf(path);
    ledger.with(data -> data.grantsOf(id).clear());
    ledger.change(id, "SasRevoked", _ -> {});
    return ApiResponse.of(200);
  }

  private String idOf(PathVariables path) {
    String[] id = new String[1];
    ledger.with(
        data ->
            Stream.concat(data.snapshots().values().stream(), data.families().values().stream())
                .filter(row -> row.path("name").asText().equals(path.of("name")))
                .forEach(row -> id[0] = FakeData.idOf(row)));
    if (id[0] == null) {
      throw new ApiError(404, "ResourceNotFound", "expected a resource, but found none").thrown();
    }
    return id[0];
  }

  static ApiException refused(String code, String message) {
    return new ApiError(
            409, "OperationNotAllowed", message, null, List.of(new ApiError.Detail(code, message)))
        .thrown();
  }
}
