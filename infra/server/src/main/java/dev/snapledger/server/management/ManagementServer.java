package dev.snapledger.server.management;

import dev.snapledger.server.health.HealthReport;
import dev.snapledger.server.health.NodeHealth;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.ListenException;
import dev.snapledger.server.http.ServerLimits;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics} and {@code /health/...} at an address of its own, so that who watches a
 * node needs no token, and a sign-in that fails hides nothing. Plain HTTP: whoever reaches the port
 * may read it, so by default that is this machine alone.
 */
public final class ManagementServer implements AutoCloseable {
  private static final Header NO_STORE = HeaderValues.create("Cache-Control", "no-store");

  private final WebServer server;

  private ManagementServer(WebServer server) {
    this.server = server;
  }

  /**
   * Starts it; on return it answers.
   *
   * @param port 0 for a free one
   * @param metrics the text of a scrape
   * @throws ListenException if the port cannot be had
   */
  public static ManagementServer start(
      String host, int port, Supplier<MetricsText> metrics, NodeHealth health) {
    WebServer server =
        WebServer.builder()
            .shutdownHook(false) // Whoever starts it closes it, in the right order.
            .host(host)
            .port(port)
            .maxPayloadSize(0)
            .maxTcpConnections(ManagementLimits.CONNECTIONS_MAX)
            .maxConcurrentRequests(ManagementLimits.REQUESTS_MAX)
            .idleConnectionTimeout(ServerLimits.IDLE_MAX)
            .connectionOptions(options -> options.readTimeout(ServerLimits.READ_MAX))
            .shutdownGracePeriod(ManagementLimits.STOP_MAX)
            .addProtocol(
                Http1Config.builder()
                    .maxPrologueLength(ServerLimits.REFUSED_LINE_BYTES)
                    .maxHeadersSize(ServerLimits.HEADER_BYTES_MAX)
                    .build())
            .routing(routing -> route(routing, metrics, health))
            .build()
            .start();
    if (!server.isRunning()) { // A port that is taken is no exception there.
      server.stop();
      throw new ListenException(host, port);
    }
    return new ManagementServer(server);
  }

  private static void route(
      HttpRouting.Builder routing, Supplier<MetricsText> metrics, NodeHealth health) {
    routing.get("/metrics", (_, response) -> answer(response, metrics.get()));
    routing.get("/health/live", (_, response) -> answer(response, health.live()));
    routing.get("/health/started", (_, response) -> answer(response, health.started()));
    routing.get("/health/ready", (_, response) -> answer(response, health.ready()));
    routing.any((_, response) -> response.status(Status.NOT_FOUND_404).send());
  }

  private static void answer(ServerResponse response, MetricsText text) {
    response.header(NO_STORE);
    response.header(HeaderNames.CONTENT_TYPE, text.contentType());
    response.send(text.text().getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(ServerResponse response, HealthReport report) {
    response.status(Status.create(report.status()));
    response.header(NO_STORE);
    response.header(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
    response.send(Json.write(report.json()).getBytes(StandardCharsets.UTF_8));
  }

  /** The port it listens at. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
