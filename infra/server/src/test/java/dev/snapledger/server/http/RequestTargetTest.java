package dev.snapledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
  @Test
  void decodesSegmentsOnce() {
    // when
    List<String> segments = RequestTarget.segments("/a%20b/c+d/%2525/e/");

    // then
    assertThat(segments).containsExactly("a b", "c+d", "%25", "e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/../b",
        "/a/%2e%2e/b",
        "/a/./b",
        "/a//b",
        "/a/%2fb",
        "/a/b%5Cc",
        "/a/%00",
        "/a/%0d%0ab",
        "/a/%zz",
        "/a/%",
        "/a/%c0%ae",
        "/a/%ff"
      })
  void refusesPathsThatOthersReadDifferently(String path) {
    // when, then
    assertThatThrownBy(() -> RequestTarget.segments(path))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error().status()).isEqualTo(400));
  }

  @Test
  void refusesEndlessPaths() {
    // given
    String path = "/a".repeat(RequestTarget.SEGMENTS_MAX);

    // when, then
    assertThat(RequestTarget.segments(path)).hasSize(RequestTarget.SEGMENTS_MAX);
    assertThatThrownBy(() -> RequestTarget.segments(path + "/a")).isInstanceOf(ApiException.class);
  }

  @Test
  void readsParametersByLowerCaseName() {
    // when, then
    assertThat(RequestTarget.query("API-Version=2019-03-01&%24skiptoken=a%3D&x"))
        .isEqualTo(Map.of("api-version", "2019-03-01", "$skiptoken", "a=", "x", ""));
    assertThat(RequestTarget.query("")).isEmpty();
  }

  @Test
  void refusesAParameterThatOccursTwice() {
    // when, then
    assertThatThrownBy(() -> RequestTarget.query("api-version=1&Api-Version=2"))
        .hasMessageContaining("each parameter once");
  }
}
