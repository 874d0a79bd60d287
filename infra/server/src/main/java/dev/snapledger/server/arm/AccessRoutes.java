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

  AccessRoutes(Ledger ledger) {
    this.ledger = ledger;
  }

  void register(Routes.Builder routes, Gate gate) {
    for (ResourceType type : ResourceType.values()) {
      String path =
          "%s/providers/Microsoft.Compute/%s/{name}/"
              .formatted(ArmRoutes.GROUP, ResourceId.segmentOf(type));
      routes.add("POST", path + "beginGetAccess", gate.compute(call -> begin(call, type)));
      routes.add("POST", path + "endGetAccess", gate.compute(call -> end(call, type)));
    }
  }

  /** What has to be permitted to share a resource. */
  static Action actionOn(ResourceType type) {
    return switch (type) {
      case DISK -> Action.SHARE_DISKS;
      case SNAPSHOT -> Action.SHARE_SNAPSHOTS;
    };
  }

  private ApiResponse begin(Call call, ResourceType type) {
    ResourceRow row = find(call, type);
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
                new GrantSas(header, new ResourceSelector(type, call.name()), access, duration));
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

  private ApiResponse end(Call call, ResourceType type) {
    ResourceRow row = find(call, type);
    Done done =
        ledger.send(
            call.caller(),
            call.subscription(),
            header -> new RevokeSas(header, new ResourceSelector(type, call.name()), null));
    switch (type) { // So that the next look shows it.
      case DISK -> ledger.disk(row.resourceId(), done.seen());
      case SNAPSHOT -> ledger.snapshot(row.resourceId(), done.seen());
    }
    return ApiResponse.of(200);
  }

  private ResourceRow find(Call call, ResourceType type) {
    call.caller().require(actionOn(type), call.groupScope());
    ResourceRow row = ledger.find(call.id(type));
    if (row == null) {
      throw Lists.notFound(call.id(type));
    }
    return row;
  }
}
