package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.arm.Ledger.Done;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Resources of one kind: made, changed, looked at, deleted. */
final class ResourceRoutes<R extends ResourceRow> {
  private final ResourceKind<R> kind;
  private final Ledger ledger;
  private final Groups groups;
  private final ResourceJson json;
  private final Guard guard;

  ResourceRoutes(
      ResourceKind<R> kind, Ledger ledger, Groups groups, ResourceJson json, Guard guard) {
    this.kind = kind;
    this.ledger = ledger;
    this.groups = groups;
    this.json = json;
    this.guard = guard;
  }

  void register(Routes.Builder routes, Gate gate) {
    String path =
        "%s/providers/Microsoft.Compute/%s/{name}"
            .formatted(ArmRoutes.GROUP, ResourceId.segmentOf(kind.type()));
    routes.add("PUT", path, gate.compute(this::put));
    routes.add("PATCH", path, gate.compute(this::patch));
    routes.add("GET", path, gate.compute(this::get));
    routes.add("DELETE", path, gate.compute(this::delete));
  }

  private ApiResponse get(Call call) {
    call.caller().require(Action.READ, call.groupScope());
    return Guard.read(call.request(), json.of(require(call)));
  }

  private ApiResponse put(Call call) {
    call.caller().require(kind.write(), call.groupScope());
    String group = groups.require(call.subscription(), call.group()).name();
    return change(
        call,
        () -> {
          Body body = Body.of(call.request().body());
          R present = find(call);
          if (present == null) {
            return create(call, new ResourceName(group, call.name().name()), body);
          }
          Unchangeable.check(json.of(present), body);
          return update(call, present, body, Objects.requireNonNullElse(body.tags(), Map.of()));
        });
  }

  private ApiResponse patch(Call call) {
    call.caller().require(kind.write(), call.groupScope());
    require(call); // Without one there is nothing to which conditions apply.
    return change(
        call,
        () -> {
          Body body = Body.of(call.request().body());
          return update(call, require(call), body, body.tags());
        });
  }

  private ApiResponse delete(Call call) {
    call.caller().require(kind.write(), call.groupScope());
    return change(
        call,
        () -> {
          if (find(call) == null) {
            return ApiResponse.of(204);
          }
          shown(
              ledger.send(
                  call.caller(),
                  call.subscription(),
                  header -> kind.delete(header, call.name()))); // The next look finds none.
          return ApiResponse.of(200);
        });
  }

  private ApiResponse change(Call call, Supplier<ApiResponse> change) {
    return guard.change(call.request(), call.id(kind.type()).text(), () -> shown(call), change);
  }

  private @Nullable JsonNode shown(Call call) {
    R present = find(call);
    return present == null ? null : json.of(present);
  }

  private ApiResponse create(Call call, ResourceName name, Body body) {
    Done done = ledger.send(call.caller(), call.subscription(), kind.create(call, name, body));
    R row = shown(done);
    Operation operation = kind.begun(row, done);
    return operation == null
        ? ApiResponse.ok(json.of(row))
        : Links.accepted(call, operation, row.region(), json.of(row));
  }

  private ApiResponse update(Call call, R present, Body body, @Nullable Map<String, String> tags) {
    R row = present;
    for (Function<CommandHeader, Command> command : kind.update(present, body, tags)) {
      row = shown(ledger.send(call.caller(), call.subscription(), command));
    }
    return ApiResponse.ok(json.of(row));
  }

  /** What a command made or changed, once the views show that. */
  private R shown(Done done) {
    ResourceRow row = ledger.find(kind.type(), done.id(kind.type()), done.seen());
    if (row == null) {
      throw new IllegalStateException(
          "expected the resource of " + done + " in the views, but found none");
    }
    return kind.row(row);
  }

  private @Nullable R find(Call call) {
    ResourceRow row = ledger.find(call.id(kind.type()));
    return row == null ? null : kind.row(row);
  }

  private R require(Call call) {
    R row = find(call);
    if (row == null) {
      throw Lists.notFound(call.id(kind.type()));
    }
    return row;
  }
}
