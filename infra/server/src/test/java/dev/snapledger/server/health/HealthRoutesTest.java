package dev.snapledger.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.Routes;
import dev.snapledger.server.openapi.DescribedAnswers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
  @Test
  void answersUpWhenEveryPartIs() {
    // when
    ApiResponse answer = ask("/health/ready", HealthReport.of(HealthCheck.up("commands")));

    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(body(answer))
        .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"commands\",\"status\":\"UP\"}]}");
  }

  @Test
  void answersUpAndSaysWhatSomebodyShouldLookAt() {
    // when
    ApiResponse answer =
        ask(
            "/health/ready",
            new HealthReport(
                List.of(HealthCheck.up("commands"), HealthCheck.degraded("work", "2 of 3 items"))));

    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(body(answer))
        .isEqualTo(
            "{\"status\":\"UP\",\"checks\":[{\"name\":\"commands\",\"status\":\"UP\"},"
                + "{\"name\":\"work\",\"status\":\"DEGRADED\",\"detail\":\"2 of 3 items\"}]}");
  }

  @Test
  void answersDownWhenOnePartIs() {
    for (String path : List.of("/health/live", "/health/started", "/health/ready")) {
      // when
      ApiResponse answer =
          ask(
              path,
              new HealthReport(
                  List.of(HealthCheck.down("views", "stopped"), HealthCheck.up("work"))));

      // then
      assertThat(answer.status()).isEqualTo(503);
      assertThat(body(answer)).startsWith("{\"status\":\"DOWN\"").contains("\"stopped\"");
    }
  }

  private static String body(ApiResponse answer) {
    return Json.write(Objects.requireNonNull(answer.body()));
  }

  private static ApiResponse ask(String path, HealthReport report) {
    Routes.Builder routes = Routes.builder();
    new HealthRoutes(new Says(report)).register(routes);
    var request =
        new ApiRequest(
            "GET",
            List.of(path.substring(1).split("/")),
            Map.of(),
            Map.of(),
            "",
            URI.create("https://localhost"),
            "127.0.0.1");
    ApiResponse answer = routes.build().handle(request);
    DescribedAnswers.check("GET", path, answer);
    return answer;
  }

  private record Says(HealthReport live, HealthReport started, HealthReport ready)
      implements NodeHealth {
    Says(HealthReport all) {
      this(all, all, all);
    }
  }
}
