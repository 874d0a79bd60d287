package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.disk.DiskState;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.arm.OperationState.Failed;
import dev.snapledger.server.arm.OperationState.InProgress;
import dev.snapledger.server.arm.OperationState.Succeeded;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.Routes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far long-running operations are, and what came of them. */
final class OperationRoutes {
  private final Ledger ledger;
  private final ResourceJson json;

  OperationRoutes(Ledger ledger, ResourceJson json) {
    this.ledger = ledger;
    this.json = json;
  }

  void register(Routes.Builder routes, Gate gate) {
    String path = ArmRoutes.SUBSCRIPTION + "/providers/Microsoft.Compute/locations/{location}/";
    routes.add("GET", path + "operations/{operation}", gate.compute(this::status));
    routes.add("GET", path + "operationResults/{operation}", gate.compute(this::result));
  }

  /** What {@code Azure-AsyncOperation} leads to: always 200. */
  private ApiResponse status(Call call) {
    ObjectNode body = Json.object();
    body.put("id", "/" + String.join("/", call.request().path()));
    body.put("name", call.path().of("operation"));
    switch (stateOf(call)) {
      case InProgress _ -> body.put("status", "InProgress");
      case Succeeded(JsonNode result) -> {
        body.put("status", "Succeeded");
        if (result != null) {
          body.putObject("properties").set("output", result);
        }
      }
      case Failed(ApiError error) -> {
        body.put("status", "Failed");
        body.set("error", error.json());
      }
    }
    ApiResponse response = ApiResponse.ok(body);
    return body.path("status").asText().equals("InProgress")
        ? response.with("Retry-After", Links.RETRY_SECONDS)
        : response;
  }

  /** What {@code Location} leads to: 202 until there is a result. */
  private ApiResponse result(Call call) {
    return switch (stateOf(call)) {
      case InProgress _ ->
          new ApiResponse(
              202,
              Map.of(
                  "Location",
                  call.request()
                      .link(
                          "/%s?api-version=%s"
                              .formatted(
                                  String.join("/", call.request().path()),
                                  call.request().query().get("api-version"))),
                  "Retry-After",
                  Links.RETRY_SECONDS),
              null);
      case Succeeded(JsonNode result) ->
          result == null ? ApiResponse.of(204) : ApiResponse.ok(result);
      case Failed(ApiError error) -> error.response();
    };
  }

  private OperationState stateOf(Call call) {
    Operation operation = Operation.parse(call.path().of("operation"));
    return switch (operation) {
      case null -> throw unknown();
      case Operation.MakeSnapshot making -> snapshot(call, making);
      case Operation.Share share -> share(call, share);
      case Operation.Move move -> move(call, move);
    };
  }

  private OperationState snapshot(Call call, Operation.MakeSnapshot making) {
    SnapshotRow row =
        requireVisible(call, ledger.snapshot(making.id(), making.seen()), Action.READ);
    return switch (row.state()) {
      case CREATING -> new InProgress();
      case COMPLETED, MOVING -> new Succeeded(json.snapshot(row));
      case FAILED ->
          failed("the snapshot to be completed, but it failed: " + row.failure(), "SnapshotFailed");
      case DELETED -> failed("the snapshot to stay, but it was deleted", "NotFound");
    };
  }

  private OperationState share(Call call, Operation.Share share) {
    GrantRow grant =
        ledger.find(
            new LedgerQuery.FindActiveGrant(new GrantId(share.id()), ledger.now(), share.seen()));
    if (grant == null) {
      throw unknown();
    }
    ResourceType type = grant.diskId() == null ? ResourceType.SNAPSHOT : ResourceType.DISK;
    ResourceRow row =
        requireVisible(
            call, ledger.find(type, grant.resourceId(), null), AccessRoutes.actionOn(type));
    String url = ledger.ports().urls().urlFor(grant, row, call.request().base());
    return new Succeeded(Json.object().put("accessSAS", url));
  }

  /** One that is still here and not on its way was refused by the other side. */
  private OperationState move(Call call, Operation.Move move) {
    boolean moving = false;
    for (Operation.Item item : move.items()) {
      ResourceRow there = atTarget(item, move);
      if (there != null) {
        continue;
      }
      ResourceRow row = ledger.find(item.type(), item.id(), move.seen());
      if (row == null || !row.subscriptionId().equals(call.subscription())) {
        throw unknown();
      }
      call.caller().require(Action.READ, ResourceId.of(row).scope());
      if (!isMoving(row)) {
        return failed(
            "%s to arrive in %s, but it stayed; the other side refused it"
                .formatted(ResourceId.of(row).text(), move.target()),
            "ResourceMoveFailed");
      }
      moving = true;
    }
    return moving ? new InProgress() : new Succeeded(null);
  }

  private @Nullable ResourceRow atTarget(Operation.Item item, Operation.Move move) {
    ResourceRow row = ledger.find(item.type(), item.id(), move.seen());
    return row != null
            && row.exists()
            && !isMoving(row)
            && row.subscriptionId().equals(move.target())
            && row.name().resourceGroup().equalsIgnoreCase(move.targetGroup())
        ? row
        : null;
  }

  private static boolean isMoving(ResourceRow row) {
    return switch (row) {
      case DiskRow disk -> disk.state() == DiskState.MOVING;
      case SnapshotRow snapshot -> snapshot.state() == SnapshotState.MOVING;
      default -> false;
    };
  }

  private static <T extends ResourceRow> T requireVisible(
      Call call, @Nullable T row, Action action) {
    if (row == null || !row.subscriptionId().equals(call.subscription())) {
      throw unknown();
    }
    call.caller().require(action, ResourceId.of(row).scope());
    return row;
  }

  private static ApiException unknown() {
    return new ApiError(
            404, "OperationNotFound", "expected an operation of this ledger, but found none")
        .thrown();
  }

  private static Failed failed(String expected, String code) {
    String message = "expected " + expected;
    return new Failed(
        new ApiError(409, "Conflict", message, null, List.of(new ApiError.Detail(code, message))));
  }
}
