package dev.snapledger.server.http;

import static dev.snapledger.server.http.TestListener.LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.server.tls.OwnCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that keep their connections, as those of Azure's libraries do; without TLS, for speed.
 */
@Timeout(120)
class IdleConnectionsTest {
  private static final int IDLE = 3_000;

  @TempDir Path folder;

  @Test
  void answersBesideThousandsOfThemAndLetsOneMoreWait() throws Exception {
    // given
    int port = freePort();
    try (HttpListener _ = listener(port, new Capacity(IDLE + 1, 8));
        var idle = new Connections();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < IDLE; i++) {
        idle.add(connect(port).used());
      }
      KeptConnection last = connect(port);
      assertThat(last.ask()).isEqualTo(200);

      // when
      Future<Integer> beyond = executor.submit(() -> askOnce(port));
      for (int i = 0; i < 100; i++) {
        assertThat(last.ask()).isEqualTo(200);
      }
      assertThat(idle.first().ask()).isEqualTo(200);

      // then
      assertThat(beyond.isDone()).isFalse();
      last.close();
      assertThat(beyond.get()).isEqualTo(200);
    }
  }

  private HttpListener listener(int plainPort, Capacity capacity) {
    return HttpListener.start(
        new Binding("127.0.0.1", 0, null, plainPort, new Patience(LONG, LONG, LONG), capacity),
        OwnCertificates.in(folder, InstantSource.system()).serverContext(),
        _ -> Routes.builder().build(),
        rules -> rules.get("/", (_, response) -> response.send("a blob".getBytes(UTF_8))),
        UUID::randomUUID,
        RequestMeter.NONE);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static KeptConnection connect(int port) throws IOException {
    return new KeptConnection(
        new Socket(InetAddress.getLoopbackAddress(), port), KeptConnection.BLOB);
  }

  private static int askOnce(int port) throws IOException {
    try (KeptConnection more = connect(port)) {
      return more.ask();
    }
  }

  /** Many of them; for one thread. */
  private static final class Connections implements AutoCloseable {
    private final List<KeptConnection> open = new ArrayList<>();

    void add(KeptConnection connection) {
      open.add(connection);
    }

    KeptConnection first() {
      return open.getFirst();
    }

    @Override
    public void close() throws IOException {
      for (KeptConnection each : open) {
        each.close();
      }
    }
  }
}
