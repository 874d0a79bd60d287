package dev.snapledger.server;

import dev.snapledger.server.arm.ArmRoutes;
import dev.snapledger.server.arm.ControlPlane;
import dev.snapledger.server.auth.SignIn;
import dev.snapledger.server.auth.SignInRoutes;
import dev.snapledger.server.deployment.DeploymentRoutes;
import dev.snapledger.server.deployment.Deployments;
import dev.snapledger.server.deployment.ThreadSteps;
import dev.snapledger.server.file.DurableFile;
import dev.snapledger.server.health.HealthRoutes;
import dev.snapledger.server.http.Binding;
import dev.snapledger.server.http.HttpListener;
import dev.snapledger.server.http.PublicAddress;
import dev.snapledger.server.http.Routes;
import dev.snapledger.server.openapi.OpenApiRoutes;
import dev.snapledger.server.query.OpenStreams;
import dev.snapledger.server.query.QueryRoutes;
import dev.snapledger.server.tls.TlsIdentity;
import dev.snapledger.server.web.WebRoutes;
import java.net.URI;
import java.nio.file.Path;

/**
 * The HTTPS server of a node: sign-in, control plane, data plane, query API and health at one port.
 *
 * <pre>
 * tls/    the server's own certificates, see {@link dev.snapledger.server.tls.OwnCertificates}
 * auth/   clients and the key of tokens, see {@link dev.snapledger.server.auth.Clients}
 * http/   url: the address of the last start; groups.json: resource groups; deployments/
 * </pre>
 */
public final class LedgerServer implements AutoCloseable {
  private final HttpListener listener;
  private final Deployments deployments;
  private final OpenStreams streams;

  private LedgerServer(HttpListener listener, Deployments deployments, OpenStreams streams) {
    this.listener = listener;
    this.deployments = deployments;
    this.streams = streams;
  }

  /** Starts it; on return it answers. */
  public static LedgerServer start(Binding binding, TlsIdentity identity, ServerPorts ports) {
    var deployments =
        new Deployments(
            ports.folder().resolve("http").resolve("deployments"), ports.time(), new ThreadSteps());
    var streams = new OpenStreams();
    HttpListener listener =
        HttpListener.start(
            binding,
            identity.serverContext(),
            address -> routes(address, ports, deployments, streams),
            ports.pageBlobs(),
            ports.ids(),
            ports.meter(),
            ports.tracing());
    try {
      DurableFile.open(urlFile(ports.folder())).write(listener.address().canonical() + "\n");
    } catch (RuntimeException e) {
      deployments.close();
      listener.close();
      throw e;
    }
    return new LedgerServer(listener, deployments, streams);
  }

  /** Everything that is answered but the data plane. */
  static Routes routes(
      PublicAddress address, ServerPorts ports, Deployments deployments, OpenStreams streams) {
    SignIn signIn =
        SignIn.in(
            authFolder(ports.folder()),
            address.canonical(),
            ports.signIn(),
            ports.time(),
            ports.ids());
    Routes.Builder routes = Routes.builder();
    new HealthRoutes(ports.health()).register(routes);
    OpenApiRoutes.register(routes);
    WebRoutes.register(routes);
    if (signIn.isBuiltIn()) {
      new SignInRoutes(signIn).register(routes);
    }
    ControlPlane plane =
        ArmRoutes.register(routes, signIn, ports.ledger(), ports.groups(), deployments);
    DeploymentRoutes.register(routes, plane, deployments, signIn, address.canonical());
    QueryRoutes.register(routes, signIn, ports.ledger(), ports.events(), streams);
    return routes.build();
  }

  /** Address of the last start in a data directory. */
  public static Path urlFile(Path folder) {
    return folder.resolve("http").resolve("url");
  }

  /** Where a node that shares nothing keeps its resource groups. */
  public static Path groupsFile(Path folder) {
    return folder.resolve("http").resolve("groups.json");
  }

  /** Where the certificates that the server makes for itself are in a data directory. */
  public static Path tlsFolder(Path folder) {
    return folder.resolve("tls");
  }

  /** Where clients and the key of tokens are in a data directory. */
  public static Path authFolder(Path folder) {
    return folder.resolve("auth");
  }

  /** The address that clients use. */
  public URI url() {
    return listener.address().canonical();
  }

  /** The port it listens at. */
  public int port() {
    return listener.port();
  }

  /** Waits for running requests, but not for long, and closes all connections. */
  @Override
  public void close() {
    deployments.close();
    streams.close();
    listener.close();
  }
}
