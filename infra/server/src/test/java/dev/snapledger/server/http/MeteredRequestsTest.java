package dev.snapledger.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.server.http.RequestMeter.Outcome;
import dev.snapledger.server.tls.OwnCertificates;
import dev.snapledger.server.tls.TlsIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a meter is told; each test takes what its own requests led to. */
class MeteredRequestsTest {
  @TempDir static Path folder;
  private static final Outcomes OUTCOMES = new Outcomes();
  private static HttpListener listener;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    TlsIdentity identity = OwnCertificates.in(folder, InstantSource.system());
    client = HttpClient.newBuilder().sslContext(TestListener.trusting(identity)).build();
    listener =
        HttpListener.start(
            new Binding("127.0.0.1", 0, null),
            identity.serverContext(),
            _ ->
                Routes.builder()
                    .add("GET", "/things/{name}", (_, _) -> ApiResponse.of(200))
                    .add("GET", "/broken", (_, _) -> broken())
                    .build(),
            rules -> rules.get("/", (_, response) -> response.send("a blob".getBytes(UTF_8))),
            UUID::randomUUID,
            OUTCOMES);
  }

  private static ApiResponse broken() {
    throw new IllegalStateException("expected by the test");
  }

  @AfterAll
  static void stop() {
    client.close();
    listener.close();
  }

  private static void send(String method, String path) throws Exception {
    var _ =
        client.send(
            HttpRequest.newBuilder(URI.create("https://localhost:" + listener.port() + path))
                .method(method, BodyPublishers.noBody())
                .build(),
            BodyHandlers.discarding());
  }

  private static List<Outcome> outcomes(int count) throws InterruptedException {
    List<Outcome> told = OUTCOMES.take(count);
    assertThat(OUTCOMES.running()).isZero();
    return told;
  }

  @Test
  void areToldByRouteAndNotByPath() throws Exception {
    // when
    send("GET", "/THINGS/some-name");
    send("GET", "/d/e/f");
    send("GET", "/broken");

    // then
    assertThat(outcomes(3))
        .containsExactlyInAnyOrder(
            new Outcome("GET", "/things/{name}", 200),
            new Outcome("GET", "/{account}/{container}/{blob}", 200),
            new Outcome("GET", "/broken", 500));
  }

  @Test
  void areToldWithoutWhatNobodyServes() throws Exception {
    // when
    send("SECRET", "/things/x");
    send("POST", "/things/x");
    send("GET", "/elsewhere");

    // then
    assertThat(outcomes(3))
        .containsExactlyInAnyOrder(
            new Outcome("OTHER", Outcome.NO_ROUTE, 405),
            new Outcome("POST", Outcome.NO_ROUTE, 405),
            new Outcome("GET", Outcome.NO_ROUTE, 404));
  }
}
