package dev.snapledger.server.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.server.health.HealthCheck;
import dev.snapledger.server.health.HealthReport;
import dev.snapledger.server.health.NodeHealth;
import dev.snapledger.server.http.ListenException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The port for whoever watches a node, over plain HTTP. */
class ManagementServerTest {
  private static ManagementServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    server = start(0);
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static ManagementServer start(int port) {
    return ManagementServer.start(
        "127.0.0.1",
        port,
        () -> new MetricsText("text/plain; version=0.0.4", "up 1\n"),
        new Half());
  }

  @Test
  void showsMetricsAsTheyAre() throws Exception {
    // when
    HttpResponse<String> answer = get("/metrics");

    // then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("up 1\n");
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4");
  }

  @Test
  void saysWhatIsWrongWithAStatusThatProbesUnderstand() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/started").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body())
        .isEqualTo(
            "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"views\",\"status\":\"DOWN\","
                + "\"detail\":\"stopped\"}]}");
  }

  @Test
  void servesNothingElse() throws Exception {
    for (String path :
        new String[] {
          "/", "/subscriptions", "/openapi.json", "/md-a/b/c", "/health", "/metrics/x"
        }) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(
            client
                .send(
                    HttpRequest.newBuilder(uri("/metrics"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                    BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void saysThatItsPortIsTaken() {
    assertThatThrownBy(() -> start(server.port()))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("port " + server.port());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** Started, but not ready. */
  private static final class Half implements NodeHealth {
    @Override
    public HealthReport live() {
      return HealthReport.of(HealthCheck.up("process"));
    }

    @Override
    public HealthReport started() {
      return HealthReport.of(HealthCheck.up("start"));
    }

    @Override
    public HealthReport ready() {
      return HealthReport.of(HealthCheck.down("views", "stopped"));
    }
  }
}
