package dev.snapledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void readsWhatAzureClientsSend() {
    // when, then
    assertThat(Json.readObject("{a: 1, /* c */ \"b\": [1, 2,], }").path("b").size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "[]", "1", "null", "{", "{\"a\":1}}", "{\"a\":1,\"a\":2}", "<xml/>"})
  void refusesWhatIsNoObject(String text) {
    // when, then
    assertThatThrownBy(() -> Json.readObject(text))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error().status()).isEqualTo(400));
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    // given
    int fits = Json.NESTING_MAX - 1;

    // when, then
    assertThat(Json.readObject(nested(fits))).isNotNull();
    assertThatThrownBy(() -> Json.readObject(nested(fits + 1))).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> Json.readObject(nested(100_000))).isInstanceOf(ApiException.class);
  }

  @Test
  void refusesEndlessNumbers() {
    // given
    String longest = "9".repeat(Json.NUMBER_CHARS_MAX);

    // when, then
    assertThat(Json.readObject("{\"a\":" + longest + "}").path("a").asText()).isEqualTo(longest);
    assertThatThrownBy(() -> Json.readObject("{\"a\":" + longest + "9}"))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void refusesEndlessNames() {
    // given
    String longest = "a".repeat(Json.NAME_CHARS_MAX);

    // when, then
    assertThat(Json.readObject("{\"" + longest + "\":1}").path(longest).asInt()).isEqualTo(1);
    assertThatThrownBy(() -> Json.readObject("{\"" + longest + "a\":1}"))
        .isInstanceOf(ApiException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":\"\\ud800\"}", "{\"a\":[{\"\\uDC00\":1}]}", "{\"a\":\"\\ude00\\ud83d\"}"})
  void refusesHalfACharacter(String text) {
    // when, then
    assertThatThrownBy(() -> Json.readObject(text))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error().status()).isEqualTo(400));
  }

  @Test
  void readsEscapedCharacters() {
    // when, then
    assertThat(Json.readObject("{\"a\":\"\\ud83d\\ude00 \\\\ud800\"}").path("a").asText())
        .isEqualTo("\ud83d\ude00 \\ud800");
  }

  private static String nested(int lists) {
    return "{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}";
  }
}
