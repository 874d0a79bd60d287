package dev.snapledger.bench.http;

import dev.snapledger.app.NodePorts;
import dev.snapledger.app.SignInFiles;
import dev.snapledger.app.metrics.HttpMeters;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.engine.ViewStore;
import dev.snapledger.projections.query.LedgerQueries;
import dev.snapledger.projections.query.LedgerQueryGateway;
import dev.snapledger.projections.rocks.RocksViewStore;
import dev.snapledger.server.LedgerServer;
import dev.snapledger.server.ServerPorts;
import dev.snapledger.server.arm.LedgerPorts;
import dev.snapledger.server.auth.SignInChoice;
import dev.snapledger.server.file.DurableFile;
import dev.snapledger.server.file.FileText;
import dev.snapledger.server.health.HealthReport;
import dev.snapledger.server.health.NodeHealth;
import dev.snapledger.server.http.Binding;
import dev.snapledger.server.tls.OwnCertificates;
import dev.snapledger.server.tls.TlsIdentity;
import dev.snapledger.server.tls.TrustedCertificates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.SocketFactory;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.core.configuration.MessagingConfigurer;
import org.axonframework.messaging.queryhandling.gateway.QueryGateway;

/**
 * The product's HTTPS server and views over a log that is made up: nothing is decided, everything
 * that answers a query is the product's.
 */
final class QueryPlane implements AutoCloseable {
  private static final HealthReport HEALTHY = new HealthReport(List.of());

  private final Path folder;
  private final ViewStore store;
  private final AxonConfiguration axon;
  private final LedgerServer server;

  private QueryPlane(Path folder, ViewStore store, LedgerViews views) {
    this.folder = folder;
    this.store = store;
    this.axon =
        LedgerQueries.register(MessagingConfigurer.create(), views, Duration.ofSeconds(1)).build();
    axon.start();
    TlsIdentity identity =
        OwnCertificates.in(LedgerServer.tlsFolder(folder), NodePorts.real().time());
    this.server = LedgerServer.start(new Binding("127.0.0.1", 0, null), identity, ports());
  }

  /** Fills the views and serves them. */
  static QueryPlane open(Path folder, int snapshots) {
    ViewStore store = RocksViewStore.open(folder.resolve("views"));
    try {
      LedgerViews views = LedgerViews.over(store);
      new QueryViews(views).fill(snapshots);
      return new QueryPlane(folder, store, views);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private ServerPorts ports() {
    NodePorts real = NodePorts.real();
    var queries = new LedgerQueryGateway(axon.getComponent(QueryGateway.class));
    var ledger =
        new LedgerPorts(
            _ -> CompletableFuture.failedFuture(new IllegalStateException("expected no command")),
            queries::ask,
            _ -> 0,
            (_, _, _) -> "https://localhost/",
            List.of(QueryViews.SUBSCRIPTION),
            real.time(),
            real.uuids());
    return new ServerPorts(
        ledger,
        (_, _) -> List.of(),
        null,
        new FileText(DurableFile.open(folder.resolve("groups.json"))),
        new Healthy(),
        new HttpMeters(new SimpleMeterRegistry()),
        SignInChoice.BUILT_IN_ALONE,
        folder,
        real.time(),
        real.uuids());
  }

  private static final class Healthy implements NodeHealth {
    @Override
    public HealthReport live() {
      return HEALTHY;
    }

    @Override
    public HealthReport started() {
      return HEALTHY;
    }

    @Override
    public HealthReport ready() {
      return HEALTHY;
    }
  }

  int port() {
    return server.port();
  }

  /** Sockets that trust its certificate. */
  SocketFactory sockets() {
    return TrustedCertificates.of(LedgerServer.tlsFolder(folder).resolve("ca.pem"))
        .clientContext()
        .getSocketFactory();
  }

  /** A token that may read everything. */
  String token() {
    return SignInFiles.in(folder).token(NodePorts.real());
  }

  @Override
  public void close() {
    server.close();
    axon.shutdown();
    store.close();
  }
}
