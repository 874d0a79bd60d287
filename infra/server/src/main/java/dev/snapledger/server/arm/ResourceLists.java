package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.resource.Page;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.Routes;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Disks and snapshots in one listing, disks first, with what all resources have: what {@code az
 * resource list} asks for. A page holds those of up to {@link Lists#PAGE_ITEMS} rows that the
 * filter and the caller's roles let through, which may be none.
 */
final class ResourceLists {
  private static final String EXPAND = "$expand";

  /** Where a page begins: the type, a dot, and the cursor among its rows, empty for the first. */
  private record Place(ResourceType type, @Nullable String cursor) {
    private static Place parse(@Nullable String text) {
      if (text == null) {
        return new Place(ResourceType.DISK, null);
      }
      int dot = text.indexOf('.');
      for (ResourceType type : ResourceType.values()) {
        if (dot > 0 && ResourceId.segmentOf(type).equals(text.substring(0, dot))) {
          return new Place(type, dot + 1 == text.length() ? null : text.substring(dot + 1));
        }
      }
      throw new ApiError(
              400, "InvalidSkipToken", "expected '$skiptoken' of a nextLink, but found another")
          .thrown();
    }

    private String text() {
      return ResourceId.segmentOf(type) + "." + (cursor == null ? "" : cursor);
    }
  }

  private final Lists lists;
  private final Groups groups;

  ResourceLists(Lists lists, Groups groups) {
    this.lists = lists;
    this.groups = groups;
  }

  void register(Routes.Builder routes, Gate gate) {
    routes.add("GET", ArmRoutes.GROUP + "/resources", gate.other(this::ofGroup));
    routes.add("GET", ArmRoutes.SUBSCRIPTION + "/resources", gate.other(this::ofSubscription));
  }

  private ApiResponse ofGroup(Call call) {
    call.caller().require(Action.READ, call.groupScope());
    return list(call, groups.require(call.subscription(), call.group()).name());
  }

  private ApiResponse ofSubscription(Call call) {
    if (!call.caller().maySeeSomethingOf(call.subscriptionScope())) {
      call.caller().require(Action.READ, call.subscriptionScope());
    }
    return list(call, null);
  }

  private ApiResponse list(Call call, @Nullable String group) {
    ResourceFilter filter = ResourceFilter.parse(call.request().query().get("$filter"));
    Set<Expanded> expanded = Expanded.parse(call.request().query().get(EXPAND));
    Place place = Place.parse(call.request().query().get(Lists.CURSOR));
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    @Nullable String next = null;
    if (filter.takes(place.type())) {
      Page<? extends ResourceRow> page =
          lists.page(call, place.type(), group == null ? filter.group() : group, place.cursor());
      for (ResourceRow row : page.items()) {
        if (mayRead(call, row) && filter.takes(row, row.tags())) {
          value.add(json(row, expanded));
        }
      }
      next = page.nextCursor();
    }
    Place following =
        next == null ? typeAfter(place.type(), filter) : new Place(place.type(), next);
    if (following != null) {
      body.put("nextLink", Lists.next(call, following.text()));
    }
    return ApiResponse.ok(body);
  }

  private static boolean mayRead(Call call, ResourceRow row) {
    return call.caller()
        .may(Action.READ, new AccessScope(row.subscriptionId(), row.name().resourceGroup()));
  }

  private static @Nullable Place typeAfter(ResourceType type, ResourceFilter filter) {
    for (ResourceType each : ResourceType.values()) {
      if (each.compareTo(type) > 0 && filter.takes(each)) {
        return new Place(each, null);
      }
    }
    return null;
  }

  private static ObjectNode json(ResourceRow row, Set<Expanded> expanded) {
    ObjectNode json = ResourceJson.common(row);
    if (expanded.contains(Expanded.CREATEDTIME)) {
      json.put("createdTime", row.beganAt().toString());
    }
    if (expanded.contains(Expanded.PROVISIONINGSTATE)) {
      json.put("provisioningState", ResourceJson.provisioningState(row));
    }
    return json;
  }

  /** What may be asked for beside. Other words, such as changedTime, get no answer. */
  private enum Expanded {
    CREATEDTIME,
    PROVISIONINGSTATE;

    private static Set<Expanded> parse(@Nullable String text) {
      Set<Expanded> found = EnumSet.noneOf(Expanded.class);
      for (String name : Objects.requireNonNullElse(text, "").split(",", -1)) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        for (Expanded each : values()) {
          if (each.name().equals(upper)) {
            found.add(each);
          }
        }
      }
      return found;
    }
  }
}
