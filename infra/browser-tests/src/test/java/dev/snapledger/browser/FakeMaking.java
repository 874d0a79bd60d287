package dev.snapledger.browser;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.PathVariables;
import dev.snapledger.server.http.Routes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Regions, groups and disks of the control plane of a fake ledger. */
final class FakeMaking {
  /** The name of a disk that is refused. */
  static final String TAKEN = "taken";

  private static final String GROUP = "/subscriptions/{s}/resourceGroups/{g}";

  private final FakeLedger ledger;
  private final FakeActions actions;
  private final Set<String> groups = new HashSet<>(Set.of("rg"));
  private int made = 100;

  FakeMaking(FakeLedger ledger, FakeActions actions) {
    this.ledger = ledger;
    this.actions = actions;
  }

  void register(Routes.Builder routes) {
    actions.add(routes, "GET", "/subscriptions/{s}/locations", (_, _) -> locations());
    actions.add(routes, "GET", GROUP, this::group);
    actions.add(routes, "PUT", GROUP, this::makeGroup);
    actions.add(routes, "PUT", GROUP + "/providers/Microsoft.Compute/disks/{name}", this::makeDisk);
  }

  private static ApiResponse locations() {
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    List.of("eastus", "northeurope", "westus")
        .forEach(name -> value.addObject().put("name", name).put("displayName", name));
    return ApiResponse.ok(body);
  }

  private synchronized ApiResponse group(ApiRequest request, PathVariables path) {
    if (!groups.contains(path.of("g"))) {
      throw new ApiError(404, "ResourceGroupNotFound", "expected a group, but found none").thrown();
    }
    return ApiResponse.ok(Json.object().put("name", path.of("g")));
  }

  private synchronized ApiResponse makeGroup(ApiRequest request, PathVariables path) {
    groups.add(path.of("g"));
    return ApiResponse.ok(Json.object().put("name", path.of("g")));
  }

  private synchronized ApiResponse makeDisk(ApiRequest request, PathVariables path) {
    group(request, path);
    String name = path.of("name");
    if (name.equals(TAKEN)) {
      throw FakeActions.refused("AlreadyExists", "expected no disk 'taken', but found one");
    }
    ObjectNode creation =
        (ObjectNode) Json.readObject(request.body()).path("properties").path("creationData");
    int number = ++made;
    ObjectNode[] told = new ObjectNode[1];
    ledger.with(
        data -> {
          ObjectNode disk = data.addDisk(number, name, "active");
          disk.put("resourceGroup", path.of("g"));
          if (creation.has("sourceResourceId")) {
            fill(disk.put("origin", "snapshot"), 1);
          }
          told[0] = data.events().getLast();
        });
    ledger.tell(told[0]);
    ObjectNode answer = Json.object().put("name", name);
    answer.putObject("properties").put("uniqueId", FakeData.family(number));
    return ApiResponse.ok(answer);
  }

  /** Says that a disk is being filled with what a snapshot holds: so many of four quarters. */
  static void fill(ObjectNode disk, int quarters) {
    disk.putObject("backgroundCopy")
        .put("state", quarters < 4 ? "running" : "completed")
        .put("totalBytes", 4 * FakeData.GIB)
        .put("copiedBytes", quarters * FakeData.GIB);
  }
}
