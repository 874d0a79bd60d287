package dev.snapledger.broker;

import dev.snapledger.broker.BrokerFault.Kind;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The two TCP ports of a broker on the loopback interface.
 *
 * @param client for producers, consumers and admin clients
 * @param controller for the broker's own metadata traffic
 */
record BrokerPorts(int client, int controller) {

  /** First port tried: near Kafka's 9092, and below the ports that systems hand to clients. */
  static final int FIRST = 19092;

  /** Last port tried. */
  static final int LAST = 19591;

  private static final int LOOKS_MAX = 50;
  private static final long PAUSE_MILLIS = 20;

  /** The loopback interface by address, because names can resolve to IPv6 first. */
  static final String HOST = "127.0.0.1";

  /**
   * The lowest two free ports.
   *
   * <p>Another process can take one before the broker does; then its start fails and is tried again
   * with others.
   */
  static BrokerPorts choose() throws IOException {
    return choose(FIRST, LAST);
  }

  /** Two free ports from a place in the range that depends on a text; the lowest, if none is. */
  static BrokerPorts chooseApart(String text) throws IOException {
    int first = FIRST + Math.floorMod(text.hashCode(), LAST - FIRST + 1);
    try {
      return choose(first, LAST);
    } catch (BrokerFault _) {
      return choose();
    }
  }

  /** The lowest two free ports in {@code first..last}. */
  static BrokerPorts choose(int first, int last) throws IOException {
    int client = freeFrom(first, last);
    return new BrokerPorts(client, freeFrom(client + 1, last));
  }

  /** Whether nobody listens on either. */
  boolean areFree() throws IOException {
    return isFree(client) && isFree(controller);
  }

  /**
   * The same, but waits a moment: the system frees a killed process's locks before its sockets.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  boolean areFreeSoon() throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int look = 1; look < LOOKS_MAX; look++) {
      if (areFree()) {
        return true;
      }
      never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
    return areFree();
  }

  /** Whether somebody takes connections of clients; tried for a bounded time. */
  boolean accepts(Duration max) {
    try (Socket socket = new Socket()) {
      InetAddress host = InetAddress.ofLiteral(HOST);
      socket.connect(new InetSocketAddress(host, client), (int) max.toMillis());
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  String bootstrapServers() {
    return HOST + ":" + client;
  }

  String controllerAddress() {
    return HOST + ":" + controller;
  }

  private static int freeFrom(int first, int last) throws IOException {
    for (int port = first; port <= last; port++) {
      if (isFree(port)) {
        return port;
      }
    }
    throw new BrokerFault(
        Kind.START_FAILED,
        "expected a free port on %s in %d..%d, but found none".formatted(HOST, first, last));
  }

  private static boolean isFree(int port) throws IOException {
    InetAddress host = InetAddress.ofLiteral(HOST);
    try (ServerSocket socket = new ServerSocket()) {
      // As Kafka binds: ports of closed connections count as free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port), 1);
      return true;
    } catch (BindException _) {
      return false;
    }
  }
}
