package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.decision.Limits;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.resource.Page;
import dev.snapledger.projections.resource.PageRequest;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Resource groups: made, changed, looked at, deleted with all that is in them. */
final class GroupRoutes {
  private final Ledger ledger;
  private final Groups groups;
  private final Regions regions;
  private final GroupContents others;
  private final Guard guard;

  GroupRoutes(Ledger ledger, Groups groups, Regions regions, GroupContents others, Guard guard) {
    this.ledger = ledger;
    this.groups = groups;
    this.regions = regions;
    this.others = others;
    this.guard = guard;
  }

  void register(Routes.Builder routes, Gate gate) {
    routes.add("GET", ArmRoutes.SUBSCRIPTION + "/resourceGroups", gate.other(this::list));
    routes.add("PUT", ArmRoutes.GROUP, gate.other(this::put));
    routes.add("PATCH", ArmRoutes.GROUP, gate.other(this::patch));
    routes.add("GET", ArmRoutes.GROUP, gate.other(this::get));
    routes.add("HEAD", ArmRoutes.GROUP, gate.other(this::head));
    routes.add("DELETE", ArmRoutes.GROUP, gate.other(this::delete));
  }

  private ApiResponse list(Call call) {
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    if (!call.caller().maySeeSomethingOf(call.subscriptionScope())) {
      call.caller().require(Action.READ, call.subscriptionScope());
    }
    for (GroupRow group : groups.list(call.subscription())) {
      if (call.caller().may(Action.READ, new AccessScope(call.subscription(), group.name()))) {
        value.add(json(group));
      }
    }
    return ApiResponse.ok(body);
  }

  private ApiResponse get(Call call) {
    call.caller().require(Action.READ, call.groupScope());
    return Guard.read(call.request(), json(groups.require(call.subscription(), call.group())));
  }

  private ApiResponse head(Call call) {
    call.caller().require(Action.READ, call.groupScope());
    return ApiResponse.of(groups.find(call.subscription(), call.group()) == null ? 404 : 204);
  }

  private ApiResponse put(Call call) {
    call.caller().require(Action.WRITE_GROUPS, call.groupScope());
    checkName(call.group());
    Body body = Body.of(call.request().body());
    String location = body.requireLocation();
    regions.require(call.subscription(), location);
    return change(call, () -> put(call, body, location));
  }

  private ApiResponse put(Call call, Body body, String location) {
    GroupRow present = groups.find(call.subscription(), call.group());
    if (present != null && !present.location().equals(location)) {
      throw new ApiError(
              409,
              "InvalidResourceGroupLocation",
              "expected the location of the group to stay '%s', but found '%s'"
                  .formatted(present.location(), location))
          .thrown();
    }
    Map<String, String> tags = body.tags() == null ? Map.of() : body.tags();
    String name = present == null ? call.group() : present.name();
    return keep(new GroupRow(call.subscription(), name, location, tags));
  }

  private ApiResponse patch(Call call) {
    call.caller().require(Action.WRITE_GROUPS, call.groupScope());
    groups.require(call.subscription(), call.group());
    Map<String, String> tags = Body.of(call.request().body()).tags();
    return change(
        call,
        () -> {
          GroupRow present = groups.require(call.subscription(), call.group());
          return keep(
              new GroupRow(
                  present.subscriptionId(),
                  present.name(),
                  present.location(),
                  tags == null ? present.tags() : tags));
        });
  }

  private ApiResponse change(Call call, Supplier<ApiResponse> change) {
    return guard.change(
        call.request(), idOf(call.subscription(), call.group()), () -> shown(call), change);
  }

  private @Nullable JsonNode shown(Call call) {
    GroupRow present = groups.find(call.subscription(), call.group());
    return present == null ? null : json(present);
  }

  private ApiResponse keep(GroupRow group) {
    if (group.tags().size() > Limits.TAGS_MAX) {
      throw Body.wrong("tags", "at most " + Limits.TAGS_MAX, group.tags().size());
    }
    groups.put(group);
    return ApiResponse.ok(json(group));
  }

  private static void checkName(String name) {
    if (!name.matches("[A-Za-z0-9_().-]{1," + Limits.RESOURCE_GROUP_CHARS_MAX + "}")
        || name.endsWith(".")) {
      throw Body.wrong(
          "resourceGroupName",
          "1 to %d letters, digits, '_', '-', '.', '(' or ')', not '.' at the end"
              .formatted(Limits.RESOURCE_GROUP_CHARS_MAX),
          "'" + (name.length() > 100 ? name.substring(0, 100) + "…" : name) + "'");
    }
  }

  /** Snapshots first, then disks; what is refused stays, and so does the group. */
  private ApiResponse delete(Call call) {
    call.caller().require(Action.WRITE_GROUPS, call.groupScope());
    call.caller().require(Action.WRITE_DISKS, call.groupScope());
    call.caller().require(Action.WRITE_SNAPSHOTS, call.groupScope());
    GroupRow group = groups.require(call.subscription(), call.group());
    return change(call, () -> delete(call, group));
  }

  private ApiResponse delete(Call call, GroupRow group) {
    for (ResourceType type : List.of(ResourceType.SNAPSHOT, ResourceType.DISK)) {
      deleteAll(call, group, type);
    }
    groups.remove(call.subscription(), group.name());
    others.groupDeleted(call.subscription(), group.name());
    return ApiResponse.of(200);
  }

  private void deleteAll(Call call, GroupRow group, ResourceType type) {
    @Nullable String cursor = null;
    do {
      Page<? extends ResourceRow> page = page(call, group, type, cursor);
      for (ResourceRow row : page.items()) {
        deleteOne(call, row);
      }
      cursor = page.nextCursor();
    } while (cursor != null);
  }

  private Page<? extends ResourceRow> page(
      Call call, GroupRow group, ResourceType type, @Nullable String cursor) {
    var request = new PageRequest(PageRequest.PAGE_ITEMS_MAX, cursor);
    return switch (type) {
      case DISK ->
          ledger.ask(new LedgerQuery.ListDisks(call.subscription(), group.name(), request, null));
      case SNAPSHOT ->
          ledger.ask(
              new LedgerQuery.ListSnapshots(call.subscription(), group.name(), request, null));
    };
  }

  private void deleteOne(Call call, ResourceRow row) {
    Function<CommandHeader, Command> command =
        header ->
            switch (row.type()) {
              case DISK -> new DeleteDisk(header, row.name());
              case SNAPSHOT -> new DeleteSnapshot(header, row.name());
            };
    switch (guard.together(
        ResourceId.of(row).text(),
        () -> ledger.outcomeOf(call.caller(), call.subscription(), command))) {
      case Accepted accepted -> ledger.await(call.subscription(), accepted);
      case Rejected rejected when rejected.code().equals("NotFound") -> {} // Gone meanwhile.
      case Rejected rejected -> throw stays(row, rejected).thrown();
    }
  }

  private static ApiError stays(ResourceRow row, Rejected rejected) {
    ApiError error = Rejections.errorOf(rejected);
    return new ApiError(
        409,
        "ResourceGroupDeletionBlocked",
        "expected everything in the group to be deleted, but %s stays: %s"
            .formatted(ResourceId.of(row).text(), error.message()),
        ResourceId.of(row).text(),
        error.details());
  }

  private static String idOf(SubscriptionId subscription, String group) {
    return "/subscriptions/%s/resourceGroups/%s".formatted(subscription, group);
  }

  private static ObjectNode json(GroupRow group) {
    ObjectNode json = Json.object();
    json.put("id", idOf(group.subscriptionId(), group.name()))
        .put("name", group.name())
        .put("type", "Microsoft.Resources/resourceGroups")
        .put("location", group.location());
    ObjectNode tags = json.putObject("tags");
    new TreeMap<>(group.tags()).forEach(tags::put);
    json.putObject("properties").put("provisioningState", "Succeeded");
    return json;
  }
}
