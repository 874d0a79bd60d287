package dev.snapledger.server.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.server.health.HealthCheck;
import dev.snapledger.server.health.HealthReport;
import dev.snapledger.server.health.NodeHealth;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much the port for whoever watches a node does at a time; metrics come here when told to. */
@Timeout(120)
class ManagementLimitsTest {
  private final CountDownLatch asManyAsMay = new CountDownLatch(ManagementLimits.REQUESTS_MAX);
  private final CountDownLatch told = new CountDownLatch(1);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private ManagementServer server;

  @BeforeEach
  void start() {
    server = ManagementServer.start("127.0.0.1", 0, this::metricsWhenTold, new Well());
  }

  @AfterEach
  void stop() {
    told.countDown();
    client.close();
    server.close();
  }

  private MetricsText metricsWhenTold() {
    asManyAsMay.countDown();
    try {
      told.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("expected to be told, but was interrupted", e);
    }
    return new MetricsText("text/plain; version=0.0.4", "up 1\n");
  }

  private CompletableFuture<Integer> ask(String path) {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client
        .sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
        .thenApply(answer -> answer.statusCode());
  }

  @Test
  void servesAsManyRequestsAtATimeAsItMayAndRefusesOneMore() throws Exception {
    // given
    List<CompletableFuture<Integer>> served = new ArrayList<>();
    for (int i = 0; i < ManagementLimits.REQUESTS_MAX; i++) {
      served.add(ask("/metrics"));
    }
    asManyAsMay.await();

    // when
    int refused = ask("/health/live").get();

    // then
    assertThat(refused).isEqualTo(503);
    told.countDown();
    for (CompletableFuture<Integer> each : served) {
      assertThat(each.get()).isEqualTo(200);
    }
    assertThat(ask("/health/live").get()).isEqualTo(200);
  }

  /** In every respect. */
  private static final class Well implements NodeHealth {
    @Override
    public HealthReport live() {
      return HealthReport.of(HealthCheck.up("process"));
    }

    @Override
    public HealthReport started() {
      return live();
    }

    @Override
    public HealthReport ready() {
      return live();
    }
  }
}
