package dev.snapledger.app;

import dev.snapledger.app.config.AuthChoice;
import dev.snapledger.app.config.HttpChoice;
import dev.snapledger.app.config.PolicyChoice;
import dev.snapledger.app.config.Settings;
import dev.snapledger.app.holder.HolderAddress;
import dev.snapledger.app.holder.Place;
import dev.snapledger.app.holder.SignOfLife;
import dev.snapledger.app.metrics.HttpMeters;
import dev.snapledger.projections.query.LedgerQueryGateway;
import dev.snapledger.runtime.client.EventUnreadableException;
import dev.snapledger.server.LedgerServer;
import dev.snapledger.server.ServerPorts;
import dev.snapledger.server.arm.LedgerPorts;
import dev.snapledger.server.query.EventLog;
import dev.snapledger.server.query.EventLogUnavailableException;
import dev.snapledger.server.tls.OwnCertificates;
import dev.snapledger.server.tls.TlsIdentity;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The HTTPS server over a running node. Closed before the node, so that no request meets a closed
 * one.
 */
public final class NodeServer implements AutoCloseable {
  private final LedgerServer server;
  private final @Nullable Path caFile;

  private NodeServer(LedgerServer server, @Nullable Path caFile) {
    this.server = server;
    this.caFile = caFile;
  }

  /**
   * Starts it; on return it answers.
   *
   * @param node the node, which stays the caller's to close
   * @param folder the node's data directory
   */
  public static NodeServer start(LedgerNode node, Path folder, Settings settings, NodePorts ports) {
    HttpChoice choice = HttpChoice.of(settings);
    TlsIdentity identity =
        choice.certificate() == null || choice.key() == null
            ? OwnCertificates.in(LedgerServer.tlsFolder(folder), ports.time())
            : TlsIdentity.of(choice.certificate(), choice.key());
    requireKeysOfHolder(node, folder);
    SharedAccess access = SharedAccess.open(node, folder, ports);
    LedgerQueryGateway queries = node.queries();
    var ledger =
        new LedgerPorts(
            node.commands(),
            queries::ask,
            node::partitionOf,
            access::url,
            PolicyChoice.subscriptions(settings),
            ports.time(),
            ports.uuids());
    LedgerServer server =
        LedgerServer.start(
            ServerRoom.ofProcess().binding(choice),
            identity,
            new ServerPorts(
                ledger,
                events(node),
                access.service(choice.pageBlobs()),
                node.blocks().text("groups", LedgerServer.groupsFile(folder)),
                NodeHealthChecks.of(node::health),
                new HttpMeters(node.metrics()),
                node.tracing(),
                AuthChoice.of(settings),
                folder,
                ports.time(),
                ports.uuids()));
    String certificate = identity.digest();
    String url = choice.nodeUrl(server.port());
    node.blocks().publish(() -> new HolderAddress(url, certificate, AccessFiles.digest(folder)));
    return new NodeServer(server, identity.caFile());
  }

  private static void requireKeysOfHolder(LedgerNode node, Path folder) {
    if (node.blocks().place() instanceof Place.There<BlockWork>(SignOfLife sign)) {
      AccessFiles.requireEqual(folder, sign.node(), sign.address().access());
    }
  }

  /** The query API says itself that the log does not answer. */
  private static EventLog events(LedgerNode node) {
    return (partition, logOffsets) -> {
      try {
        return node.events().read(partition, logOffsets);
      } catch (EventUnreadableException e) {
        throw new EventLogUnavailableException(String.valueOf(e.getMessage()), e);
      }
    };
  }

  /** The address that clients use. */
  public URI url() {
    return server.url();
  }

  /** The port it listens at. */
  public int port() {
    return server.port();
  }

  /** Certificates that clients have to trust; null where the operator's are used. */
  public @Nullable Path caFile() {
    return caFile;
  }

  @Override
  public void close() {
    server.close();
  }
}
