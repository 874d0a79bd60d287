package dev.snapledger.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.server.tls.OwnCertificates;
import dev.snapledger.server.tls.TlsIdentity;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web server with its limits, over TLS. */
class HttpListenerTest {
  @TempDir static Path folder;
  private static HttpListener listener;
  private static SSLContext trusting;

  @BeforeAll
  static void start() throws Exception {
    TlsIdentity identity = OwnCertificates.in(folder, InstantSource.system());
    trusting = TestListener.trusting(identity);
    listener =
        HttpListener.start(
            new Binding("127.0.0.1", 0, null),
            identity.serverContext(),
            _ ->
                Routes.builder()
                    .add("POST", "/echo/{name}", HttpListenerTest::echo)
                    .add("GET", "/broken", (_, _) -> broken())
                    .build(),
            null,
            UUID::randomUUID,
            RequestMeter.NONE);
  }

  @AfterAll
  static void stop() {
    listener.close();
  }

  @Test
  void answersOverTlsWithAnIdToAskFor() throws Exception {
    // when
    HttpResponse<String> response = post("/ECHO/x", "body".getBytes(UTF_8));

    // then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"name\":\"x\",\"chars\":4}");
    assertThat(response.headers().firstValue("x-ms-request-id")).isPresent();
    assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
  }

  @Test
  void refusesABodyOfOneByteTooMany() throws Exception {
    // when
    HttpResponse<String> fits = post("/echo/x", new byte[ServerLimits.API_BODY_BYTES_MAX]);
    HttpResponse<String> tooLarge = post("/echo/x", new byte[ServerLimits.API_BODY_BYTES_MAX + 1]);

    // then
    assertThat(fits.statusCode()).isEqualTo(200);
    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(tooLarge.body()).contains("RequestEntityTooLarge");
  }

  @Test
  void refusesABodyBeyondAllLimitsByItsLengthAlone() throws Exception {
    // given
    String head = "POST /echo/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n";

    // when, then
    assertThat(firstLine(head)).contains(" 413 ");
  }

  @Test
  void refusesHeadersBeyondTheLimit() throws Exception {
    // given
    String head =
        "POST /echo/x HTTP/1.1\r\nHost: localhost\r\nx: %s\r\n\r\n"
            .formatted("a".repeat(ServerLimits.HEADER_BYTES_MAX));

    // when, then
    assertThat(firstLine(head)).containsAnyOf(" 400 ", " 431 ");
  }

  @Test
  void takesTheLongestRequestLineAndNoLongerOne() throws Exception {
    // given
    String line = "GET /broken?x=%s HTTP/1.1";
    int most = ServerLimits.REQUEST_LINE_BYTES_MAX - line.formatted("").length();
    String rest = "\r\nHost: localhost\r\n\r\n";

    // when, then
    assertThat(firstLine(line.formatted("a".repeat(most)) + rest)).contains(" 500 ");
    assertThat(firstLine(line.formatted("a".repeat(most + 1)) + rest)).contains(" 414 ");
  }

  @Test
  void takesAsManyBytesOfHeadersAsItMay() throws Exception {
    // given
    String line = "GET /broken HTTP/1.1\r\n";
    String headers = "Host: localhost\r\nx: %s\r\n\r\n";
    int most = ServerLimits.HEADER_BYTES_MAX - headers.formatted("").length();
    int ends = 3 * "\r\n".length();

    // when, then all of them with the ends of their lines, and without
    assertThat(firstLine(line + headers.formatted("a".repeat(most)))).contains(" 500 ");
    assertThat(firstLine(line + headers.formatted("a".repeat(most + ends + 1)))).contains(" 400 ");
  }

  @Test
  void refusesPathsThatClimb() throws Exception {
    // when, then
    assertThat(firstLine("POST /echo/..%2f..%2fetc HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .contains(" 400 ");
    assertThat(firstLine("POST /echo/../broken HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .containsAnyOf(" 400 ", " 404 ");
  }

  @Test
  void showsNothingOfAFailure() throws Exception {
    // when
    HttpResponse<String> response =
        client().send(request("/broken").GET().build(), BodyHandlers.ofString());

    // then
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .contains("InternalServerError")
        .contains(response.headers().firstValue("x-ms-request-id").orElseThrow())
        .doesNotContain("secret detail", "Exception", "dev.snapledger");
  }

  @Test
  void servesBlobsWithoutTlsAtAPortOfTheirOwnAndNothingElse() throws Exception {
    // given
    int plainPort;
    try (var socket = new ServerSocket(0)) {
      plainPort = socket.getLocalPort();
    }
    var binding = new Binding("127.0.0.1", 0, null, plainPort);
    HttpService blobs =
        rules -> rules.get("/", (_, response) -> response.send("a blob".getBytes(UTF_8)));

    // when
    try (HttpListener _ =
        HttpListener.start(
            binding,
            trusting,
            _ -> Routes.builder().add("GET", "/a/b/c", (_, _) -> broken()).build(),
            blobs,
            UUID::randomUUID,
            RequestMeter.NONE)) {
      HttpResponse<String> blob = plain(plainPort, "/d/e/f");
      HttpResponse<String> route = plain(plainPort, "/a/b/c");
      HttpResponse<String> other = plain(plainPort, "/subscriptions");

      // then
      assertThat(blob.body()).isEqualTo("a blob");
      assertThat(route.body()).isEqualTo("a blob");
      assertThat(other.statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> plain(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            BodyHandlers.ofString());
  }

  @Test
  void saysThatAPortIsTaken() {
    // given
    var binding = new Binding("127.0.0.1", listener.port(), null);

    // when, then
    assertThatThrownBy(
            () ->
                HttpListener.start(
                    binding,
                    trusting,
                    _ -> Routes.builder().build(),
                    null,
                    UUID::randomUUID,
                    RequestMeter.NONE))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("port " + listener.port());
  }

  @Test
  void answersUnknownPathsWithoutABody() throws Exception {
    // when
    HttpResponse<String> response =
        client().send(request("/elsewhere").GET().build(), BodyHandlers.ofString());

    // then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEmpty();
  }

  private static ApiResponse echo(ApiRequest request, PathVariables path) {
    return ApiResponse.ok(
        Json.object().put("name", path.of("name")).put("chars", request.body().length()));
  }

  private static ApiResponse broken() {
    throw new IllegalStateException("secret detail");
  }

  private static HttpResponse<String> post(String path, byte[] body) throws Exception {
    return client()
        .send(
            request(path).POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + listener.port() + path));
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().sslContext(trusting).build();
  }

  /** Sends bytes as they are, because a proper client refuses to. */
  private static String firstLine(String request) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", listener.port())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readNBytes(40), UTF_8);
    }
  }
}
