package dev.snapledger.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.channels.SocketChannel;
import java.util.Set;

/**
 * Makes connections of HTTP/1.1 that end: as {@link PatientConnection} says, and when client or
 * server said {@code Connection: close}, where the web server goes on to read the rest of a body as
 * the next request. Safe for many threads.
 */
final class PatientConnections implements ServerConnectionSelector {
  private final Patience patience;
  private final Stopwatch watch;
  private final AcceptedChannels channels;
  private final ServerConnectionSelector inner;

  PatientConnections(Patience patience, Stopwatch watch, AcceptedChannels channels) {
    this.patience = patience;
    this.watch = watch;
    this.channels = channels;
    this.inner =
        Http1ConnectionSelector.builder()
            .config(
                Http1Config.builder()
                    .maxPrologueLength(ServerLimits.REFUSED_LINE_BYTES)
                    .maxHeadersSize(ServerLimits.HEADER_BYTES_MAX)
                    .addReceiveListener(new Received())
                    .addSendListener(new Sent())
                    .build())
            .build();
  }

  private static final class Received implements Http1ConnectionListener {
    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
      if (context instanceof PatientConnection connection) {
        connection.headBegins();
      }
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
      if (context instanceof PatientConnection connection) {
        connection.bodyBegins();
        endIfClosing(connection, headers);
      }
    }
  }

  private static final class Sent implements Http1ConnectionListener {
    @Override
    public void headers(ConnectionContext context, Headers headers) {
      if (context instanceof PatientConnection connection) {
        endIfClosing(connection, headers);
      }
    }
  }

  private static void endIfClosing(PatientConnection connection, Headers headers) {
    if (headers.containsToken(HeaderValues.CONNECTION_CLOSE)) {
      connection.endAfterThis();
    }
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    SocketChannel channel =
        channels.take(context.localPeer().address(), context.remotePeer().address());
    var patient = new PatientConnection(context, channel, patience, watch);
    return patient.readBy(inner.connection(patient));
  }

  @Override
  public int bytesToIdentifyConnection() {
    return inner.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return inner.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return inner.supportedApplicationProtocols();
  }
}
