package dev.snapledger.server.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.Json;
import java.util.List;

/**
 * How a node is, part by part.
 *
 * @param checks the parts, in the order in which people look at them
 */
public record HealthReport(List<HealthCheck> checks) {
  public HealthReport {
    checks = List.copyOf(checks);
  }

  /** Of one part alone. */
  public static HealthReport of(HealthCheck check) {
    return new HealthReport(List.of(check));
  }

  /** Whether no part is down. */
  public boolean up() {
    return checks.stream().noneMatch(check -> check.state() == HealthCheck.State.DOWN);
  }

  /** The HTTP status that says so. */
  public int status() {
    return up() ? 200 : 503;
  }

  /** The body of an answer. */
  public ObjectNode json() {
    ObjectNode json = Json.object().put("status", up() ? "UP" : "DOWN");
    ArrayNode all = json.putArray("checks");
    for (HealthCheck check : checks) {
      ObjectNode one = all.addObject();
      one.put("name", check.name()).put("status", check.state().name());
      if (!check.detail().isEmpty()) {
        one.put("detail", check.detail());
      }
    }
    return json;
  }
}
