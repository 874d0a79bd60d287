package dev.snapledger.server.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A connection that waits for its client as long as {@link Patience} says and no longer, and takes
 * no endless body: the web server's own reads and writes wait for ever. What takes too long is
 * interrupted, which closes the socket. For the thread of the connection.
 */
final class PatientConnection implements ConnectionContext {
  private static final long UNKNOWN = -1;

  private final ConnectionContext inner;
  private final Patience patience;
  private final Stopwatch watch;
  private final DataReader reader = DataReader.create(this::read);
  private final DataWriter writer;
  private @Nullable ServerConnection connection;
  private boolean inBody;
  private long headUntil = UNKNOWN;
  private long bodyUntil = UNKNOWN;
  private long bodyBytes;

  /**
   * Wraps a connection.
   *
   * @param channel what the connection reads and writes; null if it is not known
   */
  PatientConnection(
      ConnectionContext inner,
      @Nullable SocketChannel channel,
      Patience patience,
      Stopwatch watch) {
    this.inner = inner;
    this.patience = patience;
    this.watch = watch;
    this.writer = new PatientWriter(writer(inner, channel), patience, watch);
  }

  private static DataWriter writer(ConnectionContext inner, @Nullable SocketChannel channel) {
    DataWriter writer = inner.dataWriter();
    return channel == null ? writer : BulkWriter.of(writer, inner.isSecure(), channel);
  }

  /** Says who reads the requests, before it does. */
  ServerConnection readBy(ServerConnection connection) {
    this.connection = connection;
    return connection;
  }

  /** To be called when the first line of a request was read. */
  void headBegins() {
    inBody = false;
    headUntil = untilOfHead();
  }

  /** To be called when the head of a request was read. */
  void bodyBegins() {
    inBody = true;
    headUntil = UNKNOWN;
    bodyUntil = watch.after(patience.bodyMax());
    bodyBytes = 0;
  }

  /** Takes no further request than the one that is worked on. */
  void endAfterThis() {
    ServerConnection open = connection;
    if (open != null && !isAtFirstLine()) { // There it ends anyway, and this would interrupt it.
      open.close(false);
    }
  }

  private byte @Nullable [] read() {
    if (isAtFirstLine()) {
      return readFirstLine();
    }
    if (!inBody) {
      return readUntil(untilOfHead());
    }
    byte[] bytes = readUntil(Math.min(bodyUntil, watch.after(patience.readMax())));
    bodyBytes += bytes == null ? 0 : bytes.length;
    if (bodyBytes > ServerLimits.FRAMED_BODY_BYTES_MAX) {
      throw new CloseConnectionException(
          "expected at most %d bytes of a body and its chunk sizes, but found more"
              .formatted(ServerLimits.FRAMED_BODY_BYTES_MAX));
    }
    return bytes;
  }

  /** Whether the first line of a request is read, or waited for. */
  private boolean isAtFirstLine() {
    return connection instanceof InterruptableTask<?> task && task.canInterrupt();
  }

  private byte @Nullable [] readFirstLine() {
    if (reader.available() > 0) {
      headUntil = untilOfHead();
      return readUntil(headUntil);
    }
    byte[] bytes = readUntil(watch.after(patience.idleMax()));
    headUntil = watch.after(patience.readMax());
    return bytes;
  }

  private long untilOfHead() {
    return headUntil == UNKNOWN ? watch.after(patience.readMax()) : headUntil;
  }

  private byte @Nullable [] readUntil(long untilBeat) {
    try (Stopwatch.Wait _ = watch.begin(untilBeat)) {
      return inner.serverSocket().get();
    } catch (UncheckedIOException e) {
      throw new ServerConnectionException("expected bytes of the client, but found none", e);
    }
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public DataWriter dataWriter() {
    return writer;
  }

  @Override
  public ListenerContext listenerContext() {
    return inner.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return inner.executor();
  }

  @Override
  public Router router() {
    return inner.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return inner.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return inner.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return inner.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return inner.localPeer();
  }

  @Override
  public boolean isSecure() {
    return inner.isSecure();
  }

  @Override
  public String socketId() {
    return inner.socketId();
  }

  @Override
  public String childSocketId() {
    return inner.childSocketId();
  }
}
