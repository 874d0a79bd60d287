package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.Region;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.auth.Caller;
import dev.snapledger.server.auth.SignIn;
import dev.snapledger.server.auth.TokenNames;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.Routes;
import java.util.List;

/** What is there at all: endpoints, subscriptions, locations, resource types. */
final class SubscriptionRoutes {
  /** Versions that clients are seen to use; every later date is taken as well. */
  private static final List<String> API_VERSIONS =
      List.of("2025-04-01", "2025-01-02", "2023-04-02", "2022-07-02", "2022-03-02", "2019-03-01");

  private static final String COMPUTE = "Microsoft.Compute";

  private final Regions regions;
  private final SignIn signIn;

  SubscriptionRoutes(Regions regions, SignIn signIn) {
    this.regions = regions;
    this.signIn = signIn;
  }

  void register(Routes.Builder routes, Gate gate) {
    routes.add("GET", "/metadata/endpoints", (request, _) -> endpoints(request));
    routes.add("GET", "/subscriptions", (request, _) -> list(request, gate));
    routes.add("GET", ArmRoutes.SUBSCRIPTION, gate.other(SubscriptionRoutes::get));
    routes.add("GET", ArmRoutes.SUBSCRIPTION + "/locations", gate.other(this::locations));
    routes.add("GET", ArmRoutes.SUBSCRIPTION + "/providers", gate.other(this::providers));
    routes.add(
        "GET", ArmRoutes.SUBSCRIPTION + "/providers/{namespace}", gate.other(this::provider));
    routes.add(
        "POST",
        ArmRoutes.SUBSCRIPTION + "/providers/{namespace}/register",
        gate.other(this::provider));
  }

  /** Where to sign in; open to everybody, for nobody has signed in yet. */
  private ApiResponse endpoints(ApiRequest request) {
    String base = request.base().toString();
    ObjectNode body = Json.object();
    body.put("galleryEndpoint", base + "/")
        .put("graphEndpoint", base + "/")
        .put("portalEndpoint", base + "/");
    body.putObject("authentication")
        .put("loginEndpoint", signIn.isBuiltIn() ? base + "/adfs" : signIn.tokensFrom())
        .putArray("audiences")
        .add(base + "/");
    return ApiResponse.ok(body);
  }

  private static ApiResponse list(ApiRequest request, Gate gate) {
    Caller caller = gate.callerOf(request);
    ApiVersion.require(request, ApiVersion.OTHER_MIN);
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    for (SubscriptionId subscription : gate.subscriptions()) {
      if (caller.maySeeSomethingOf(AccessScope.of(subscription))) {
        value.add(json(subscription));
      }
    }
    return ApiResponse.ok(body);
  }

  private static ApiResponse get(Call call) {
    requireVisible(call);
    return ApiResponse.ok(json(call.subscription()));
  }

  private ApiResponse locations(Call call) {
    requireVisible(call);
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    for (Region region : regions.of(call.subscription())) {
      value
          .addObject()
          .put("id", "/subscriptions/%s/locations/%s".formatted(call.subscription(), region.name()))
          .put("name", region.name())
          .put("displayName", region.name())
          .put("regionalDisplayName", region.name())
          .putObject("metadata")
          .put("regionType", "Physical");
    }
    return ApiResponse.ok(body);
  }

  private ApiResponse providers(Call call) {
    requireVisible(call);
    ObjectNode body = Json.object();
    body.putArray("value").add(compute(call));
    return ApiResponse.ok(body);
  }

  private ApiResponse provider(Call call) {
    requireVisible(call);
    if (!call.path().of("namespace").equalsIgnoreCase(COMPUTE)) {
      throw new ApiError(
              404,
              "InvalidResourceNamespace",
              "expected the namespace " + COMPUTE + ", but found another")
          .thrown();
    }
    return ApiResponse.ok(compute(call));
  }

  private ObjectNode compute(Call call) {
    ObjectNode json = Json.object();
    json.put("id", "/subscriptions/%s/providers/%s".formatted(call.subscription(), COMPUTE))
        .put("namespace", COMPUTE)
        .put("registrationState", "Registered");
    ArrayNode types = json.putArray("resourceTypes");
    for (String type : new String[] {"disks", "snapshots", "locations/operations"}) {
      ObjectNode each = types.addObject().put("resourceType", type);
      ArrayNode locations = each.putArray("locations");
      regions.of(call.subscription()).forEach(region -> locations.add(region.name()));
      ArrayNode versions = each.putArray("apiVersions");
      API_VERSIONS.forEach(versions::add);
    }
    return json;
  }

  private static void requireVisible(Call call) {
    if (!call.caller().maySeeSomethingOf(call.subscriptionScope())) {
      call.caller().require(Action.READ, call.subscriptionScope());
    }
  }

  private static ObjectNode json(SubscriptionId subscription) {
    return Json.object()
        .put("id", "/subscriptions/" + subscription)
        .put("subscriptionId", subscription.toString())
        .put("displayName", "Ledger " + subscription.toString().substring(24))
        .put("state", "Enabled")
        .put("tenantId", TokenNames.TENANT)
        .put("authorizationSource", "RoleBased");
  }
}
