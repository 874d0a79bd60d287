package dev.snapledger.server.arm;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CopySnapshot;
import dev.snapledger.commands.command.CreateFullSnapshot;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.command.UpdateSnapshot;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.arm.Ledger.Done;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots: made, changed, looked at, deleted. A new one is answered with 202, because its bytes
 * are sealed after that.
 */
final class SnapshotRoutes {
  private final Ledger ledger;
  private final Groups groups;
  private final ResourceJson json;

  SnapshotRoutes(Ledger ledger, Groups groups, ResourceJson json) {
    this.ledger = ledger;
    this.groups = groups;
    this.json = json;
  }

  void register(Routes.Builder routes, Gate gate) {
    String path = ArmRoutes.GROUP + "/providers/Microsoft.Compute/snapshots/{name}";
    routes.add("PUT", path, gate.compute(this::put));
    routes.add("PATCH", path, gate.compute(this::patch));
    routes.add("GET", path, gate.compute(this::get));
    routes.add("DELETE", path, gate.compute(this::delete));
  }

  private ApiResponse get(Call call) {
    call.caller().require(Action.READ, call.groupScope());
    return ApiResponse.ok(json.snapshot(find(call)));
  }

  private ApiResponse put(Call call) {
    call.caller().require(Action.WRITE_SNAPSHOTS, call.groupScope());
    GroupRow group = groups.require(call.subscription(), call.group());
    Body body = Body.of(call.request().body());
    SnapshotRow present = ledger.snapshot(call.subscription(), call.name());
    if (present == null) {
      return create(call, new ResourceName(group.name(), call.name().name()), body);
    }
    Unchangeable.check(json.snapshot(present), body);
    Map<String, String> tags = body.tags();
    return update(call, present, body, tags == null ? Map.of() : tags);
  }

  private ApiResponse patch(Call call) {
    call.caller().require(Action.WRITE_SNAPSHOTS, call.groupScope());
    Body body = Body.of(call.request().body());
    return update(call, find(call), body, body.tags());
  }

  private ApiResponse create(Call call, ResourceName name, Body body) {
    CreationData data = CreationData.require(body);
    if (!data.is("Copy") && !data.is("CopyStart")) {
      throw CreationData.wrongOption("Copy or CopyStart", data.option());
    }
    ResourceId source = data.requireSource();
    call.caller().require(Action.READ, source.scope());
    String region = body.requireLocation();
    boolean copied = data.is("CopyStart");
    if (!copied) {
      checkRegion(call, source, region);
    }
    boolean incremental = Boolean.TRUE.equals(body.flag("properties.incremental"));
    String sku = body.text("sku.name");
    Map<String, String> tags = body.tags() == null ? Map.of() : body.tags();
    Function<CommandHeader, Command> command;
    if (copied) {
      requireCopyable(call, source, incremental);
      command = header -> new CopySnapshot(header, name, source.name(), region, sku, tags);
    } else if (incremental) {
      if (source.type() != ResourceType.DISK) {
        throw CreationData.wrongSource(
            "a disk to take an incremental snapshot of",
            "a snapshot; to copy one to another region, use CopyStart");
      }
      DiskRef disk = new DiskRef(source.subscriptionId(), source.name());
      command = header -> new CreateIncrementalSnapshot(header, name, disk, sku, tags);
    } else {
      requireHere(call, source);
      ResourceSelector selector = new ResourceSelector(source.type(), source.name());
      command = header -> new CreateFullSnapshot(header, name, selector, sku, tags);
    }
    return started(call, ledger.send(call.caller(), call.subscription(), command));
  }

  private static void requireCopyable(Call call, ResourceId source, boolean incremental) {
    if (source.type() != ResourceType.SNAPSHOT || !incremental) {
      throw CreationData.wrongSource(
          "an incremental snapshot, and incremental to be true, for CopyStart",
          source.azureType() + " and incremental " + incremental);
    }
    requireHere(call, source);
  }

  private static void requireHere(Call call, ResourceId source) {
    if (!source.subscriptionId().equals(call.subscription())) {
      throw CreationData.wrongSource(
          "a resource of subscription " + call.subscription(), "one of " + source.subscriptionId());
    }
  }

  /** Only CopyStart leaves the region; what is missing or elsewhere is the ledger's to refuse. */
  private void checkRegion(Call call, ResourceId source, String region) {
    ResourceRow row =
        source.subscriptionId().equals(call.subscription()) ? ledger.find(source) : null;
    if (row != null && !row.region().equals(region)) {
      throw Body.wrong("location", "the region of the source, " + row.region(), "'" + region + "'");
    }
  }

  private ApiResponse started(Call call, Done done) {
    SnapshotRow row = shown(done);
    if (row.state() == SnapshotState.COMPLETED) {
      return ApiResponse.ok(json.snapshot(row));
    }
    return Links.accepted(
        call,
        new Operation.MakeSnapshot(row.resourceId(), done.seen()),
        row.region(),
        json.snapshot(row));
  }

  /** A tier that differs is refused: the ledger never moves the bytes of a snapshot. */
  private ApiResponse update(
      Call call, SnapshotRow present, Body body, @Nullable Map<String, String> tags) {
    String sku = body.text("sku.name");
    if (sku != null && !sku.equals(present.sku())) {
      throw Body.wrong("sku.name", "the tier it has, " + present.sku(), "'" + sku + "'");
    }
    if (tags == null || tags.equals(present.tags())) {
      return ApiResponse.ok(json.snapshot(present));
    }
    Done done =
        ledger.send(
            call.caller(),
            call.subscription(),
            header -> new UpdateSnapshot(header, present.name(), tags));
    return ApiResponse.ok(json.snapshot(shown(done)));
  }

  private SnapshotRow shown(Done done) {
    SnapshotRow row = ledger.snapshot(done.id("snapshotId"), done.seen());
    if (row == null) {
      throw new IllegalStateException(
          "expected the snapshot of " + done + " in the views, but found none");
    }
    return row;
  }

  private ApiResponse delete(Call call) {
    call.caller().require(Action.WRITE_SNAPSHOTS, call.groupScope());
    if (ledger.snapshot(call.subscription(), call.name()) == null) {
      return ApiResponse.of(204);
    }
    Done done =
        ledger.send(
            call.caller(), call.subscription(), header -> new DeleteSnapshot(header, call.name()));
    ledger.snapshot(done.id("snapshotId"), done.seen()); // So that the next look does not find it.
    return ApiResponse.of(200);
  }

  private SnapshotRow find(Call call) {
    SnapshotRow snapshot = ledger.snapshot(call.subscription(), call.name());
    if (snapshot == null) {
      throw Lists.notFound(call.id(ResourceType.SNAPSHOT));
    }
    return snapshot;
  }
}
