package dev.snapledger.server.http;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sets the options of accepted connections and keeps their channels until the web server makes the
 * connection, since it hands none on. Safe for many threads.
 */
final class AcceptedChannels implements SocketOptions {
  /** So many are kept before those are dropped that closed without a connection. */
  static final int KEPT_MAX = 1_024;

  /** What is left of an answer goes at once: the kernel would wait for the client's word on it. */
  private final SocketOptions options = SocketOptions.builder().tcpNoDelay(true).build();

  private final Map<Ends, SocketChannel> channels = new ConcurrentHashMap<>();

  /** Both ends of a connection; no two that are open have the same. */
  private record Ends(SocketAddress local, SocketAddress remote) {}

  @Override
  public void configureSocket(SocketChannel channel) {
    options.configureSocket(channel);
    if (channels.size() >= KEPT_MAX) {
      channels.values().removeIf(each -> !each.isOpen());
    }
    try {
      channels.put(new Ends(channel.getLocalAddress(), channel.getRemoteAddress()), channel);
    } catch (IOException _) {
      // It is closed already, which the web server is about to notice.
    }
  }

  @Override
  public void configureSocket(Socket socket) {
    options.configureSocket(socket);
  }

  /** The channel of a connection between two addresses, once; null if it is not known. */
  @Nullable SocketChannel take(SocketAddress local, SocketAddress remote) {
    return channels.remove(new Ends(local, remote));
  }

  int kept() {
    return channels.size();
  }

  @Override
  public Map<SocketOption<?>, Object> socketOptions() {
    return options.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return options.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return options.readTimeout();
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return options.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return options.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return options.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return options.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return options.tcpNoDelay();
  }
}
