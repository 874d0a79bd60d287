package dev.snapledger.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.server.http.RequestMeter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private final MetricsPage page = new MetricsPage();

  @AfterEach
  void close() {
    page.close();
  }

  private List<String> lines(String beginning) {
    return page.text().text().lines().filter(line -> line.startsWith(beginning)).toList();
  }

  @Test
  void tellsOfRequestsByRouteAndStatus() {
    // given
    var meters = new HttpMeters(page.registry());
    var outcome = new RequestMeter.Outcome("GET", "/disks/{name}", 200);

    // when
    meters.begun();
    meters.ended(outcome, TimeUnit.MILLISECONDS.toNanos(30));
    meters.begun();
    meters.ended(new RequestMeter.Outcome("GET", "none", 0), 1);
    meters.begun();

    // then
    assertThat(lines("ledger_http_requests_seconds_count"))
        .containsExactlyInAnyOrder(
            "ledger_http_requests_seconds_count{method=\"GET\",route=\"/disks/{name}\",status=\"200\"}"
                + " 1",
            "ledger_http_requests_seconds_count{method=\"GET\",route=\"none\",status=\"cut\"} 1");
    assertThat(lines("ledger_http_requests_seconds_bucket"))
        .contains(
            "ledger_http_requests_seconds_bucket{method=\"GET\",route=\"/disks/{name}\",status=\"200\",le=\"0.025\"}"
                + " 0",
            "ledger_http_requests_seconds_bucket{method=\"GET\",route=\"/disks/{name}\",status=\"200\",le=\"0.1\"}"
                + " 1");
    assertThat(lines("ledger_http_active")).containsExactly("ledger_http_active_requests 1.0");
  }

  @Test
  void showsAKafkaClientAsLongAsItIsThere() {
    // given
    Map<String, Object> config =
        Map.of("bootstrap.servers", "127.0.0.1:1", "client.id", "test-client");

    // when
    try (var _ =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {

      // then
      assertThat(lines("ledger_kafka_buffer_free_bytes"))
          .containsExactly(
              "ledger_kafka_buffer_free_bytes{client=\"test-client\",kind=\"producer\"}"
                  + " 3.3554432E7");
      assertThat(lines("ledger_kafka_connections{")).hasSize(1);
    }
    assertThat(lines("ledger_kafka_")).isEmpty();
  }

  @Test
  void showsTheProcess() {
    assertThat(lines("jvm_memory_used_bytes{area=\"heap\"")).isNotEmpty();
    assertThat(lines("process_uptime_seconds")).hasSize(1);
  }
}
