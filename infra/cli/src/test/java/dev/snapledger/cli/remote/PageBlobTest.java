package dev.snapledger.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.stop.StopRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is taken of a server that answers all requests alike. */
class PageBlobTest {
  private static final String REASON = "<Message>%s</Message>";

  private int status;
  private byte[] body = new byte[0];
  private int asked;
  private HttpServer server;
  private HttpClient client;
  private StopRequest stop;
  private PageBlob blob;

  private record Link(String url) implements BlobUrl {
    @Override
    public String renewed(String refused) {
      throw new AssertionError(refused);
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    client = HttpClient.newHttpClient();
    stop = StopRequest.listen();
    String url = "http://127.0.0.1:%d/blob?sig=1".formatted(server.getAddress().getPort());
    Pauses pauses =
        Pauses.until(
            stop,
            time -> {
              throw new AssertionError("expected one request, but found a pause of " + time);
            });
    blob = new PageBlob(new Transport(client, pauses), new Link(url));
  }

  @AfterEach
  void close() {
    client.close();
    server.stop(0);
    stop.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked++;
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException _) {
      // The client had enough.
    }
  }

  /** A refusal in so many bytes. */
  private void refuse(int bytes) {
    status = 409;
    String reason = "x".repeat(bytes - REASON.formatted("").length());
    body = REASON.formatted(reason).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void tellsAReasonAsLongAsItMayBe() {
    // given
    refuse(ClientLimits.REASON_BYTES_MAX);

    // when, then
    assertThatThrownBy(() -> blob.read(0, ByteBuffer.allocate(512)))
        .isInstanceOf(PageBlobException.class)
        .hasMessageStartingWith("status 409: xxx")
        .hasMessageEndingWith("xxx");
  }

  @Test
  void leavesALongerReasonOutAndDoesNotAskAgain() {
    // given
    refuse(ClientLimits.REASON_BYTES_MAX + 1);

    // when, then
    assertThatThrownBy(() -> blob.read(0, ByteBuffer.allocate(512)))
        .isInstanceOf(PageBlobException.class)
        .hasMessage("status 409: the server did not say why");
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void takesAWholeRange() {
    // given
    status = 206;
    body = new byte[512];
    ByteBuffer into = ByteBuffer.allocate(512);

    // when
    var _ = blob.read(0, into);

    // then
    assertThat(into.remaining()).isEqualTo(512);
  }

  @Test
  void refusesMoreThanTheRangeAndDoesNotAskAgain() {
    // given
    status = 206;
    body = new byte[513];

    // when, then
    assertThatThrownBy(() -> blob.read(0, ByteBuffer.allocate(512)))
        .isInstanceOf(ShownException.class)
        .hasMessage("expected a body of at most 512 bytes, but found more");
    assertThat(asked).isEqualTo(1);
  }
}
