package dev.snapledger.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.cli.stop.StopRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that stands still: the system takes connections for it, and nothing comes back. */
class TransportTest {
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofMillis(100)).build();
  private StopRequest stop;
  private ServerSocketChannel server;
  private HttpRequest request;

  @BeforeEach
  void open() throws IOException {
    stop = StopRequest.listen();
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.configureBlocking(false);
    int port = server.socket().getLocalPort();
    request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port)).build();
  }

  @AfterEach
  void close() throws IOException {
    client.shutdownNow();
    server.close();
    stop.close();
  }

  @Test
  void triesSoManyConnections() throws IOException {
    // given
    var transport = new Transport(client, Pauses.until(stop, _ -> {}));

    // when, then
    assertThatThrownBy(() -> transport.send(request))
        .isInstanceOf(HttpConnectTimeoutException.class);
    assertThat(connections()).isEqualTo(3);
  }

  @Test
  void triesOneWhenTheProcessShallEnd() throws IOException {
    // given
    var transport = new Transport(client, Pauses.until(stop, _ -> {})).last();

    // when, then
    assertThatThrownBy(() -> transport.send(request))
        .isInstanceOf(HttpConnectTimeoutException.class);
    assertThat(connections()).isEqualTo(1);
  }

  private int connections() throws IOException {
    for (int found = 0; ; found++) {
      var connection = server.accept();
      if (connection == null) {
        return found;
      }
      connection.close();
    }
  }
}
