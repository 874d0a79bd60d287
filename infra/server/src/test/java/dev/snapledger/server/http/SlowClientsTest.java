package dev.snapledger.server.http;

import static dev.snapledger.server.http.TestListener.LONG;
import static dev.snapledger.server.http.TestListener.rest;
import static dev.snapledger.server.http.TestListener.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that begin something and do not go on: each test waits for the server to give up. */
@Timeout(120)
class SlowClientsTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  /** Enough for a handshake and a request on a busy machine. */
  private static final Duration SECONDS = Duration.ofSeconds(3);

  private static final String HEAD =
      "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P",
        "POST /echo HTTP/1.1",
        "POST /echo HTTP/1.1\r\n",
        "POST /echo HTTP/1.1\r\nHost: local",
        HEAD + "bo",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbo",
        "POST /elsewhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbo"
      })
  void closesWhenARequestStopsHalfWay(String half) throws Exception {
    // given
    try (TestListener listener = TestListener.start(folder, new Patience(LONG, SHORT, LONG))) {

      // when
      String answer = listener.exchange(half);

      // then
      assertThat(answer).doesNotContain("HTTP/1.1 2");
    }
  }

  @Test
  void closesWhenAHeadComesByteByByte() throws Exception {
    // given
    try (TestListener listener = TestListener.start(folder, new Patience(LONG, SHORT, LONG));
        Socket socket = listener.connect()) {
      send(socket, "POST /echo HTTP/1.1\r\nx: ");

      // when
      String answer = drip(socket);

      // then
      assertThat(answer).isEmpty();
    }
  }

  @Test
  void closesWhenABodyComesByteByByte() throws Exception {
    // given
    try (TestListener listener = TestListener.start(folder, new Patience(LONG, LONG, SHORT));
        Socket socket = listener.connect()) {
      send(socket, "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\n");

      // when
      String answer = drip(socket);

      // then
      assertThat(answer).isEmpty();
    }
  }

  /** Sends a byte now and then until the server closes the connection. */
  private static String drip(Socket socket) throws IOException {
    socket.setSoTimeout((int) SHORT.toMillis() / 8);
    while (true) {
      try {
        send(socket, "a");
        int read = socket.getInputStream().read();
        return read < 0 ? "" : (char) read + rest(socket);
      } catch (SocketTimeoutException _) {
        // It is still open.
      } catch (SocketException | SSLException _) {
        return "";
      }
    }
  }

  @Test
  void leavesAConnectionBetweenRequestsOpen() throws Exception {
    // given
    try (TestListener listener = TestListener.start(folder, new Patience(LONG, SHORT, SHORT));
        Socket socket = listener.connect()) {
      send(socket, HEAD + "body");
      String first = answer(socket);

      // when
      listener.exchange("POST"); // Lets more time pass than a request may take.
      send(socket, HEAD + "body");

      // then
      assertThat(first).contains(" 200 ").endsWith("{\"chars\":4}");
      assertThat(answer(socket)).contains(" 200 ").endsWith("{\"chars\":4}");
    }
  }

  /** One answer that ends with a brace. */
  private static String answer(Socket socket) throws IOException {
    var text = new StringBuilder();
    while (text.isEmpty() || text.charAt(text.length() - 1) != '}') {
      int read = socket.getInputStream().read();
      assertThat(read).as("%s", text).isNotNegative();
      text.append((char) read);
    }
    return text.toString();
  }

  @Test
  void closesAConnectionWithoutRequests() throws Exception {
    // given
    try (TestListener listener = TestListener.start(folder, new Patience(SHORT, LONG, LONG))) {

      // when, then
      assertThat(listener.exchange("")).isEmpty();
    }
  }

  @Test
  void closesAConnectionAfterItsRequests() throws Exception {
    // given
    try (TestListener listener = TestListener.start(folder, new Patience(SECONDS, LONG, LONG))) {

      // when
      String answer = listener.exchange(HEAD + "body");

      // then
      assertThat(answer).contains(" 200 ").endsWith("{\"chars\":4}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0016", "\u0016\u0003\u0001\u0002\u0000\u0001"})
  void closesWhenTheHandshakeStops(String half) throws Exception {
    // given
    try (TestListener listener = TestListener.start(folder, new Patience(SHORT, LONG, LONG));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {

      // when
      send(socket, half);

      // then
      assertThat(rest(socket)).doesNotContain("HTTP");
    }
  }

  @Test
  void givesUpAClientThatDoesNotTakeItsAnswer() throws Exception {
    // given
    var gaveUp = new CompletableFuture<Throwable>();
    HttpService endless =
        rules ->
            rules.get(
                "/",
                (_, response) -> {
                  try (OutputStream out = response.outputStream()) {
                    while (true) {
                      out.write(new byte[1 << 16]);
                    }
                  } catch (IOException | RuntimeException e) {
                    gaveUp.complete(e);
                    throw e;
                  }
                });
    try (TestListener listener =
            TestListener.start(folder, new Patience(SECONDS, LONG, LONG), endless);
        Socket socket = listener.connect()) {

      // when
      send(socket, "GET /a/b/c HTTP/1.1\r\nHost: localhost\r\n\r\n");

      // then
      assertThat(gaveUp.get()).isInstanceOf(CloseConnectionException.class);
    }
  }
}
