package dev.snapledger.app;

import dev.snapledger.app.config.ManagementChoice;
import dev.snapledger.app.metrics.MetricsPage;
import dev.snapledger.server.management.ManagementServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows a node to whoever watches it, from before it starts until after it has ended: metrics and
 * health at the management port, where the settings ask for one.
 */
public final class NodeMonitor implements AutoCloseable {
  private final NodeHealthChecks health = new NodeHealthChecks();
  private final ManagementChoice choice;
  private final @Nullable MetricsPage page;
  private final @Nullable ManagementServer server;

  private NodeMonitor(ManagementChoice choice) {
    this.choice = choice;
    Integer port = choice.port();
    if (port == null) {
      this.page = null;
      this.server = null;
    } else {
      var shown = new MetricsPage();
      this.page = shown;
      this.server = ManagementServer.start(choice.host(), port, shown::text, health);
    }
  }

  /** Opens the port, if there is to be one; the node counts as not started until it is watched. */
  public static NodeMonitor start(ManagementChoice choice) {
    return new NodeMonitor(choice);
  }

  /** Where a node has to count, so that it is seen. */
  public List<MeterRegistry> registries() {
    return page == null ? List.of() : List.of(page.registry());
  }

  /** The node has started. */
  public void watch(LedgerNode node) {
    health.started(node::health);
  }

  /** Where metrics and health are, as {@code http://HOST:PORT}; null if nowhere. */
  public @Nullable String url() {
    return server == null ? null : "http://" + choice.host() + ":" + server.port();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    if (page != null) {
      page.close();
    }
  }
}
