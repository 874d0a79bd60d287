package dev.snapledger.server.arm;

import dev.snapledger.commands.command.GrantSas;
import dev.snapledger.commands.command.RevokeSas;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.arm.Ledger.Done;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;

/** Shared access: {@code beginGetAccess} and {@code endGetAccess}. */
final class AccessRoutes {
  private final Ledger ledger;
  private final ResourceJson json;
  private final Guard guard;

  AccessRoutes(Ledger ledger, ResourceJson json, Guard guard) {
    this.ledger = ledger;
    this.json = json;
    this.guard = guard;
  }

  void register(Routes.Builder routes, Gate gate) {
    for (ResourceType type : ResourceType.values()) {
      String path =
          "%s/providers/Microsoft.Compute/%s/{name}/"
              .formatted(ArmRoutes.GROUP, ResourceId.segmentOf(type));
      routes.add(
          "POST", path + "beginGetAccess", gate.compute(call -> change(call, type, this::begin)));
      routes.add(
          "POST", path + "endGetAccess", gate.compute(call -> change(call, type, this::end)));
    }
  }

  private interface Change {
    ApiResponse of(Call call, ResourceRow row);
  }

  private ApiResponse change(Call call, ResourceType type, Change change) {
    call.caller().require(actionOn(type), call.groupScope());
    ResourceRow row = find(call, type); // Without one there is nothing to which conditions apply.
    return guard.change(
        call.request(),
        call.id(type).text(),
        () -> json.of(find(call, type)),
        () -> change.of(call, row));
  }

  /** What has to be permitted to share a resource. */
  static Action actionOn(ResourceType type) {
    return switch (type) {
      case DISK -> Action.SHARE_DISKS;
      case SNAPSHOT -> Action.SHARE_SNAPSHOTS;
    };
  }

  private ApiResponse begin(Call call, ResourceRow row) {
    Body body = Body.of(call.request().body());
    SasAccess access = accessOf(body.requireText("access"));
    Long seconds = body.number("durationInSeconds");
    if (seconds == null) {
      throw Body.wrong("durationInSeconds", "a number of seconds", "nothing");
    }
    long duration = seconds;
    Done done =
        ledger.send(
            call.caller(),
            call.subscription(),
            header ->
                new GrantSas(
                    header, new ResourceSelector(row.type(), call.name()), access, duration));
    return Links.accepted(
        call, new Operation.Share(done.id("grantId"), done.seen()), row.region(), null);
  }

  private static SasAccess accessOf(String text) {
    for (SasAccess access : SasAccess.values()) {
      if (access.name().equalsIgnoreCase(text)) {
        return access;
      }
    }
    throw Body.wrong("access", "Read or Write", "'" + text + "'");
  }

  private ApiResponse end(Call call, ResourceRow row) {
    Done done =
        ledger.send(
            call.caller(),
            call.subscription(),
            header -> new RevokeSas(header, new ResourceSelector(row.type(), call.name()), null));
    ledger.find(row.type(), row.resourceId(), done.seen()); // So that the next look shows it.
    return ApiResponse.of(200);
  }

  private ResourceRow find(Call call, ResourceType type) {
    ResourceRow row = ledger.find(call.id(type));
    if (row == null) {
      throw Lists.notFound(call.id(type));
    }
    return row;
  }
}
