package dev.snapledger.server.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;

/** A client of one request, which reads what it wants and leaves when it wants. */
final class SlowClient implements AutoCloseable {
  private final Socket network;
  private final BufferedReader lines;

  SlowClient(QueryWorld world, String path, String... headers) throws IOException {
    network = new Socket("localhost", world.port());
    var socket =
        (SSLSocket)
            world
                .http()
                .sslContext()
                .getSocketFactory()
                .createSocket(network, "localhost", world.port(), false);
    socket.setSoTimeout(20_000);
    String head =
        "GET /api/v1/subscriptions/%s%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
            .formatted(QueryWorld.ONE, path, world.token());
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    socket.getOutputStream().write((head + more + "\r\n").getBytes(UTF_8));
    socket.getOutputStream().flush();
    lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  /** Asks, and closes the connection without waiting for the answer. */
  static void askAndLeave(QueryWorld world, String path, String... headers) throws IOException {
    new SlowClient(world, path, headers).close();
  }

  /**
   * The next line that begins so.
   *
   * @throws IOException if the answer ends before, or nothing comes for 20 s
   */
  String next(String beginning) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new IOException("expected a line '" + beginning + "', but the answer ended");
  }

  /** Whether the answer ends, whatever comes before. */
  boolean ends() {
    try {
      String line = lines.readLine();
      while (line != null) {
        line = lines.readLine();
      }
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) { // Cut off, which is an end, too.
      return true;
    }
  }

  /** Leaves without a word: a farewell over TLS would wait for the server's. */
  @Override
  public void close() throws IOException {
    network.close();
  }
}
