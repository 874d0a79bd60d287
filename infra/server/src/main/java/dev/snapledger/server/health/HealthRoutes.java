package dev.snapledger.server.health;

import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.util.Map;

/** How the node is, for whoever watches it. Open to everybody. */
public final class HealthRoutes {
  private final NodeHealth health;

  /** Tells what the node says. */
  public HealthRoutes(NodeHealth health) {
    this.health = health;
  }

  /** Adds {@code /health/live}, {@code /health/started} and {@code /health/ready}. */
  public void register(Routes.Builder routes) {
    routes.add("GET", "/health/live", (_, _) -> answer(health.live()));
    routes.add("GET", "/health/started", (_, _) -> answer(health.started()));
    routes.add("GET", "/health/ready", (_, _) -> answer(health.ready()));
  }

  private static ApiResponse answer(HealthReport report) {
    return new ApiResponse(report.status(), Map.of(), report.json());
  }
}
