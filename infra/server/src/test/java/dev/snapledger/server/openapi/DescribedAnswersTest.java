package dev.snapledger.server.openapi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The check itself finds what it is there for. */
class DescribedAnswersTest {
  @Test
  void takesWhatIsDescribed() {
    // when, then
    assertThatCode(() -> check(ApiResponse.ok(health()))).doesNotThrowAnyException();
  }

  @Test
  void findsWhatIsNot() {
    // when, then
    assertThatThrownBy(() -> check(ApiResponse.ok(health().put("status", "SO-SO"))))
        .hasMessageContaining("GET /HEALTH/ready -> 200");
    assertThatThrownBy(() -> check(ApiResponse.ok(Json.object()))).hasMessageContaining("required");
    assertThatThrownBy(() -> check(ApiResponse.ok(health().put("x", 1))))
        .hasMessageContaining("'x'");
    assertThatThrownBy(() -> check(ApiResponse.of(200))).hasMessageContaining("expected a body");
    assertThatThrownBy(() -> check(ApiResponse.of(202)))
        .hasMessageContaining("expected one of the statuses [200, 503]");
    assertThatThrownBy(() -> check(ApiResponse.ok(health()).with("ETag", "\"a\"")))
        .hasMessageContaining("expected no ETag");
  }

  @Test
  void findsTheDescriptionOfErrors() {
    // given
    String path = "/subscriptions/one/resourceGroups/g";
    ApiResponse sound = new ApiError(404, "NotFound", "expected one").response();
    ApiResponse broken = new ApiResponse(404, Map.of(), Json.object().put("error", "none"));

    // when, then
    assertThatCode(() -> DescribedAnswers.check("GET", path, sound)).doesNotThrowAnyException();
    assertThatThrownBy(() -> DescribedAnswers.check("GET", path, broken))
        .hasMessageContaining("object");
  }

  private static ObjectNode health() {
    ObjectNode health = Json.object().put("status", "UP");
    health.putArray("checks");
    return health;
  }

  private static void check(ApiResponse response) {
    DescribedAnswers.check("GET", "/HEALTH/ready", response);
  }
}
