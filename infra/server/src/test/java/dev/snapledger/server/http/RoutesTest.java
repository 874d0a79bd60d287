package dev.snapledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private final Routes routes =
      Routes.builder()
          .add("GET", "/Groups/{group}/disks", (_, path) -> text(path.of("group")))
          .add("PUT", "/groups/{group}/disks", (_, _) -> text("put"))
          .build();

  @Test
  void comparesLiteralsWithoutRegardToCase() {
    // when
    ApiResponse response = routes.handle(request("GET", "gROUPS", "MyGroup", "DISKS"));

    // then
    assertThat(response.body()).isEqualTo(Json.object().put("text", "MyGroup"));
    assertThat(routes.roots()).containsExactly("groups");
  }

  @Test
  void tellsAnUnknownPathFromAWrongMethod() {
    // when, then
    assertThatThrownBy(() -> routes.handle(request("GET", "groups", "g")))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error().status()).isEqualTo(404));
    assertThatThrownBy(() -> routes.handle(request("DELETE", "groups", "g", "disks")))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.response().status()).isEqualTo(405);
              assertThat(e.response().headers()).containsEntry("Allow", "GET, PUT");
            });
  }

  private static ApiResponse text(String text) {
    return ApiResponse.ok(Json.object().put("text", text));
  }

  private static ApiRequest request(String method, String... path) {
    return new ApiRequest(
        method,
        List.of(path),
        Map.of(),
        Map.of(),
        "",
        URI.create("https://localhost:1"),
        "127.0.0.1");
  }
}
