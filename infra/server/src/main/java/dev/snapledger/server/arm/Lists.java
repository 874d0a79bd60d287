package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.resource.Page;
import dev.snapledger.projections.resource.PageRequest;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Listings of disks and snapshots, by group and by subscription, page by page. Of a subscription
 * the caller sees what its roles let it see.
 */
final class Lists {
  /** Items of one page. */
  static final int PAGE_ITEMS = 200;

  static final String CURSOR = "$skiptoken";

  private final Ledger ledger;
  private final Groups groups;
  private final ResourceJson json;

  Lists(Ledger ledger, Groups groups, ResourceJson json) {
    this.ledger = ledger;
    this.groups = groups;
    this.json = json;
  }

  void register(Routes.Builder routes, Gate gate) {
    for (ResourceType type : ResourceType.values()) {
      String end = "/providers/Microsoft.Compute/" + ResourceId.segmentOf(type);
      routes.add("GET", ArmRoutes.GROUP + end, gate.compute(call -> ofGroup(call, type)));
      routes.add(
          "GET", ArmRoutes.SUBSCRIPTION + end, gate.compute(call -> ofSubscription(call, type)));
    }
  }

  private ApiResponse ofGroup(Call call, ResourceType type) {
    call.caller().require(Action.READ, call.groupScope());
    GroupRow group = groups.require(call.subscription(), call.group());
    return list(call, type, group.name());
  }

  private ApiResponse ofSubscription(Call call, ResourceType type) {
    if (!call.caller().maySeeSomethingOf(call.subscriptionScope())) {
      call.caller().require(Action.READ, call.subscriptionScope());
    }
    return list(call, type, null);
  }

  private ApiResponse list(Call call, ResourceType type, @Nullable String group) {
    Page<? extends ResourceRow> found = page(call, type, group, call.request().query().get(CURSOR));
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    for (ResourceRow row : found.items()) {
      AccessScope scope = new AccessScope(row.subscriptionId(), row.name().resourceGroup());
      if (call.caller().may(Action.READ, scope)) {
        value.add(json.of(row));
      }
    }
    if (found.nextCursor() != null) {
      body.put("nextLink", next(call, found.nextCursor()));
    }
    return ApiResponse.ok(body);
  }

  /** The page of a listing that a cursor leads to. */
  Page<? extends ResourceRow> page(
      Call call, ResourceType type, @Nullable String group, @Nullable String cursor) {
    var page = new PageRequest(PAGE_ITEMS, cursor);
    Page<? extends ResourceRow> found =
        switch (type) {
          case DISK ->
              ledger.find(new LedgerQuery.ListDisks(call.subscription(), group, page, null));
          case SNAPSHOT ->
              ledger.find(new LedgerQuery.ListSnapshots(call.subscription(), group, page, null));
        };
    return found == null ? new Page<>(List.of(), null) : found;
  }

  /** The same request for the page that a cursor leads to. */
  static String next(Call call, String cursor) {
    Map<String, String> query = new TreeMap<>(call.request().query());
    query.put(CURSOR, cursor);
    return call.request()
        .link(
            query.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(
                    Collectors.joining(
                        "&", "/" + String.join("/", call.request().path()) + "?", "")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The error for a resource that does not exist. */
  static ApiException notFound(ResourceId id) {
    return new ApiError(
            404,
            "ResourceNotFound",
            "expected '%s/%s' in resource group '%s', but there is none"
                .formatted(id.azureType(), id.name().name(), id.name().resourceGroup()))
        .thrown();
  }
}
