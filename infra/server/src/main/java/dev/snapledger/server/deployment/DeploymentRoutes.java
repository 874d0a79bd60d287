package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.arm.ArmRoutes;
import dev.snapledger.server.arm.Call;
import dev.snapledger.server.arm.ControlPlane;
import dev.snapledger.server.arm.Gate;
import dev.snapledger.server.arm.Guard;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.auth.Caller;
import dev.snapledger.server.auth.SignIn;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.Routes;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Deployments: put, looked at, canceled, forgotten; and templates that are only looked at. */
public final class DeploymentRoutes {
  private static final String RETRY_SECONDS = "1";

  private final Deployments deployments;
  private final Guard guard;
  private final Preparation preparation;
  private final DeploymentLists lists;

  private DeploymentRoutes(Deployments deployments, ControlPlane plane) {
    this.deployments = deployments;
    this.guard = plane.guard();
    this.preparation = new Preparation(plane, deployments.time());
    this.lists = new DeploymentLists(deployments, plane);
  }

  /**
   * Adds them, and takes up the deployments that a server left when it stopped.
   *
   * @param signIn says what their requesters may do now
   * @param base address of the server
   */
  public static void register(
      Routes.Builder routes, ControlPlane plane, Deployments deployments, SignIn signIn, URI base) {
    var all = new DeploymentRoutes(deployments, plane);
    all.register(routes, plane.gate());
    deployments.takeUp(left -> all.again(left, signIn, base));
  }

  private Preparation.Prepared again(DeploymentStore.Left left, SignIn signIn, URI base) {
    Requester requester = left.requester();
    Caller caller = signIn.callerNamed(requester.client(), requester.address());
    if (caller == null) {
      throw DeploymentErrors.noRequester(requester.client());
    }
    return preparation.again(left, caller, base);
  }

  private void register(Routes.Builder routes, Gate gate) {
    String all = ArmRoutes.GROUP + "/providers/Microsoft.Resources/deployments";
    String one = all + "/{name}";
    routes.add("GET", all, gate.other(lists::list));
    routes.add("PUT", one, gate.other(this::put));
    routes.add("GET", one, gate.other(this::get));
    routes.add("HEAD", one, gate.other(this::head));
    routes.add("DELETE", one, gate.other(this::delete));
    routes.add("POST", one + "/validate", gate.other(this::validate));
    routes.add("POST", one + "/whatIf", gate.other(this::whatIf));
    routes.add("POST", one + "/cancel", gate.other(this::cancel));
    routes.add("POST", one + "/exportTemplate", gate.other(this::exportTemplate));
    routes.add("GET", one + "/operationStatuses/{operation}", gate.other(this::status));
    for (String path : new String[] {one, ArmRoutes.GROUP + "/deployments/{name}"}) {
      routes.add("GET", path + "/operations", gate.other(lists::operations));
      routes.add("GET", path + "/operations/{operation}", gate.other(lists::operation));
    }
  }

  private static DeploymentKey key(Call call) {
    return new DeploymentKey(call.subscription(), call.group(), call.path().of("name"));
  }

  private ApiResponse put(Call call) {
    DeploymentRequest request = preparation.request(call);
    Preparation.Prepared prepared = preparation.prepare(call, request);
    return change(call, () -> start(call, request, prepared));
  }

  private ApiResponse change(Call call, Supplier<ApiResponse> change) {
    return guard.change(call.request(), key(call).toString(), () -> shown(call), change);
  }

  private @Nullable JsonNode shown(Call call) {
    DeploymentRow row = deployments.find(key(call));
    return row == null ? null : DeploymentJson.of(row);
  }

  private ApiResponse start(Call call, DeploymentRequest request, Preparation.Prepared prepared) {
    DeploymentKey key = key(call);
    boolean replaces = deployments.find(key) != null;
    deployments.start(prepared, request);
    String link =
        "%s/operationStatuses/%s?api-version=%s"
            .formatted(
                prepared.row().place().id(),
                prepared.row().request().correlationId(),
                call.request().query().get("api-version"));
    return new ApiResponse(
        replaces ? 200 : 201,
        Map.of("Azure-AsyncOperation", call.request().link(link), "Retry-After", RETRY_SECONDS),
        DeploymentJson.of(prepared.row()));
  }

  private ApiResponse validate(Call call) {
    Preparation.Prepared prepared = preparation.prepare(call, preparation.request(call));
    ObjectNode body =
        DeploymentJson.of(
            prepared.row().ended(DeploymentState.SUCCEEDED, prepared.row().changed(), null, null));
    ObjectNode properties = body.withObjectProperty("properties");
    ArrayNode validated = properties.putArray("validatedResources");
    for (OperationRow operation : prepared.row().operations()) {
      validated.addObject().put("id", operation.target().id());
    }
    properties.remove("outputResources");
    return ApiResponse.ok(body);
  }

  private ApiResponse whatIf(Call call) {
    Preparation.Prepared prepared = preparation.prepare(call, preparation.request(call));
    var whatIf =
        new WhatIf(prepared.template(), prepared.client(), prepared.row().place().groupId());
    ObjectNode body = Json.object().put("status", "Succeeded");
    body.putObject("properties")
        .put("correlationId", prepared.row().request().correlationId())
        .set("changes", whatIf.changes());
    return ApiResponse.ok(body);
  }

  private ApiResponse get(Call call) {
    return Guard.read(call.request(), DeploymentJson.of(lists.require(call)));
  }

  private ApiResponse head(Call call) {
    call.caller().require(Action.READ, call.groupScope());
    return ApiResponse.of(deployments.find(key(call)) == null ? 404 : 204);
  }

  private ApiResponse delete(Call call) {
    call.caller().require(Action.DEPLOY, call.groupScope());
    return change(
        call,
        () -> {
          deployments.remove(key(call));
          return ApiResponse.of(204);
        });
  }

  private ApiResponse cancel(Call call) {
    call.caller().require(Action.DEPLOY, call.groupScope());
    DeploymentRow row = lists.require(call);
    if (!deployments.cancel(key(call))) {
      throw DeploymentErrors.ended(row);
    }
    return ApiResponse.of(204);
  }

  private ApiResponse exportTemplate(Call call) {
    DeploymentRow row = lists.require(call);
    String template = deployments.store().template(key(call));
    if (template == null) {
      throw DeploymentErrors.notFound(row.place().name());
    }
    ObjectNode body = Json.object();
    body.set("template", Json.readObject(template));
    return ApiResponse.ok(body);
  }

  /** What {@code Azure-AsyncOperation} leads to. */
  private ApiResponse status(Call call) {
    DeploymentRow row = lists.require(call);
    if (!call.path().of("operation").equals(row.request().correlationId())) {
      throw DeploymentErrors.noOperation();
    }
    ObjectNode body = Json.object().put("status", row.state().text());
    if (row.error() != null) {
      body.set("error", row.error());
    }
    ApiResponse response = ApiResponse.ok(body);
    return row.isActive() ? response.with("Retry-After", RETRY_SECONDS) : response;
  }
}
