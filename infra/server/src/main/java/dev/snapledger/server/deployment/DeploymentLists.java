package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.arm.Call;
import dev.snapledger.server.arm.ControlPlane;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lists of deployments, by name, and of their operations, in the order of the template. */
final class DeploymentLists {
  private static final String CURSOR = "$skiptoken";
  private static final String FILTER = "$filter";
  private static final Pattern STATE =
      Pattern.compile("provisioningState eq '([A-Za-z]{1,20})'", Pattern.CASE_INSENSITIVE);

  private final Deployments deployments;
  private final ControlPlane plane;

  DeploymentLists(Deployments deployments, ControlPlane plane) {
    this.deployments = deployments;
    this.plane = plane;
  }

  /** The deployment of a path. */
  DeploymentRow require(Call call) {
    call.caller().require(Action.READ, call.groupScope());
    String group = plane.group(call.subscription(), call.group()).name();
    String name = call.path().of("name");
    DeploymentRow row = deployments.find(new DeploymentKey(call.subscription(), group, name));
    if (row == null) {
      throw DeploymentErrors.notFound(name);
    }
    return row;
  }

  ApiResponse list(Call call) {
    call.caller().require(Action.READ, call.groupScope());
    String group = plane.group(call.subscription(), call.group()).name();
    String wanted = wanted(call);
    String after = call.request().query().getOrDefault(CURSOR, "");
    List<String> names = deployments.store().names(call.subscription(), group, after);
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    int max = Math.min(names.size(), pageItems(call));
    for (String name : names.subList(0, max)) {
      DeploymentRow row = deployments.find(new DeploymentKey(call.subscription(), group, name));
      if (row != null && (wanted == null || row.state().text().equalsIgnoreCase(wanted))) {
        value.add(DeploymentJson.of(row));
      }
    }
    if (max < names.size() && !call.request().query().containsKey("$top")) {
      body.put("nextLink", next(call, names.get(max - 1)));
    }
    return ApiResponse.ok(body);
  }

  private static @Nullable String wanted(Call call) {
    String filter = call.request().query().get(FILTER);
    if (filter == null || filter.isEmpty()) {
      return null;
    }
    Matcher matcher = STATE.matcher(filter);
    if (!matcher.matches()) {
      throw DeploymentErrors.wrong(FILTER, "provisioningState eq 'STATE'", "another filter");
    }
    return matcher.group(1);
  }

  private static int pageItems(Call call) {
    String top = call.request().query().get("$top");
    if (top == null) {
      return DeploymentLimits.PAGE_ITEMS_MAX;
    }
    if (!top.matches("[1-9][0-9]{0,5}")) {
      throw DeploymentErrors.wrong("$top", "a number from 1 to 999999", "other text");
    }
    return Math.min(DeploymentLimits.PAGE_ITEMS_MAX, Integer.parseInt(top));
  }

  private static String next(Call call, String last) {
    String filter = call.request().query().get(FILTER);
    return call.request()
        .link(
            "/%s?api-version=%s&%%24skiptoken=%s%s"
                .formatted(
                    String.join("/", call.request().path()),
                    call.request().query().get("api-version"),
                    last,
                    filter == null
                        ? ""
                        : "&%24filter=" + filter.replace(" ", "%20").replace("'", "%27")));
  }

  ApiResponse operations(Call call) {
    DeploymentRow row = require(call);
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    for (int i = 0; i < row.operations().size(); i++) {
      value.add(DeploymentJson.operation(row, i));
    }
    return ApiResponse.ok(body);
  }

  ApiResponse operation(Call call) {
    DeploymentRow row = require(call);
    String id = call.path().of("operation");
    for (int i = 0; i < row.operations().size(); i++) {
      if (DeploymentJson.operationId(row, i).equals(id)) {
        return ApiResponse.ok(DeploymentJson.operation(row, i));
      }
    }
    throw DeploymentErrors.noOperation();
  }
}
