package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.commands.command.MoveResource;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.projections.answer.MinOffset;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.arm.Ledger.Done;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves of disks and snapshots to another group or subscription. They are asked for one after the
 * other; the first that is refused ends it, and those before it go on.
 */
final class MoveRoutes {
  /** Resources of one request; they are all named in the link of the operation. */
  static final int RESOURCES_MAX = 50;

  private static final String TARGET = "targetResourceGroup";

  private final Ledger ledger;
  private final Groups groups;
  private final Guard guard;
  private final List<SubscriptionId> subscriptions;

  MoveRoutes(Ledger ledger, Groups groups, Guard guard) {
    this.ledger = ledger;
    this.groups = groups;
    this.guard = guard;
    this.subscriptions = ledger.ports().subscriptions();
  }

  void register(Routes.Builder routes, Gate gate) {
    routes.add("POST", ArmRoutes.GROUP + "/moveResources", gate.other(this::move));
  }

  private ApiResponse move(Call call) {
    call.caller().require(Action.MOVE, call.groupScope());
    Body body = Body.of(call.request().body());
    GroupRow target = target(call, body.requireText(TARGET));
    List<ResourceRow> rows = resources(call, body);
    List<Operation.Item> items = new ArrayList<>();
    @Nullable MinOffset seen = null;
    for (ResourceRow row : rows) {
      Done done = guard.together(ResourceId.of(row).text(), () -> moved(call, row, target));
      seen = done.seen() == null ? seen : done.seen();
      items.add(new Operation.Item(row.type(), row.resourceId()));
    }
    return Links.accepted(
        call,
        new Operation.Move(seen, target.subscriptionId(), target.name(), items),
        rows.getFirst().region(),
        null);
  }

  private Done moved(Call call, ResourceRow row, GroupRow target) {
    return ledger.send(
        call.caller(),
        call.subscription(),
        header ->
            new MoveResource(
                header,
                new ResourceSelector(row.type(), row.name()),
                target.subscriptionId(),
                target.name()));
  }

  private GroupRow target(Call call, String text) {
    String[] parts = text.split("/", -1);
    SubscriptionId subscription =
        parts.length == 5
                && parts[0].isEmpty()
                && parts[1].equalsIgnoreCase("subscriptions")
                && parts[3].equalsIgnoreCase("resourceGroups")
            ? ResourceId.subscriptionOf(parts[2])
            : null;
    if (subscription == null || !subscriptions.contains(subscription)) {
      throw Body.wrong(TARGET, "the id of a resource group of this ledger", "another text");
    }
    call.caller().require(Action.MOVE, new AccessScope(subscription, parts[4]));
    return groups.require(subscription, parts[4]);
  }

  private List<ResourceRow> resources(Call call, Body body) {
    List<ResourceRow> rows = new ArrayList<>();
    for (JsonNode each : body.list("resources")) {
      ResourceId id = each.isTextual() ? ResourceId.parse(each.asText()) : null;
      if (id == null || !call.groupScope().equals(id.scope())) {
        throw Body.wrong(
            "resources", "ids of disks and snapshots of this resource group", "something else");
      }
      ResourceRow row = ledger.find(id);
      if (row == null) {
        throw Lists.notFound(id);
      }
      rows.add(row);
    }
    if (rows.isEmpty() || rows.size() > RESOURCES_MAX) {
      throw Body.wrong("resources", "1 to " + RESOURCES_MAX + " ids", rows.size());
    }
    return rows;
  }
}
