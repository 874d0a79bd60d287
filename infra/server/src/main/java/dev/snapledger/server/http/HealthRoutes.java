package dev.snapledger.server.http;

import java.util.function.BooleanSupplier;

/** Whether the process lives and whether it serves, for whoever watches it. Open to everybody. */
public final class HealthRoutes {
  private final BooleanSupplier ready;

  /**
   * Tells what {@code ready} says.
   *
   * @param ready whether commands are taken and views are followed
   */
  public HealthRoutes(BooleanSupplier ready) {
    this.ready = ready;
  }

  /** Adds {@code /health/live} and {@code /health/ready}. */
  public void register(Routes.Builder routes) {
    routes.add("GET", "/health/live", (_, _) -> status(200, "UP"));
    routes.add(
        "GET",
        "/health/ready",
        (_, _) -> ready.getAsBoolean() ? status(200, "UP") : status(503, "DOWN"));
  }

  private static ApiResponse status(int status, String text) {
    return new ApiResponse(status, java.util.Map.of(), Json.object().put("status", text));
  }
}
