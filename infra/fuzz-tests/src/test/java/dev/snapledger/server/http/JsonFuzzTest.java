package dev.snapledger.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies, strict or as Azure's clients send them. */
class JsonFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "{\"location\":\"eastus\",\"properties\":{\"diskSizeGB\":4,\"incremental\":true}}",
            "{a: 1, /* c */ \"b\": [1.5e3, null,], // d\n}",
            "{\"a\":\"\\u00e9\\ud83d\\ude00\",\"a\":1e999}{")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsAsWrittenOrRefuses(byte[] input) {
    try {
      // when
      String written = Json.write(Json.readObject(new String(input, UTF_8)));

      // then
      assertThat(Json.write(Json.readObject(written))).isEqualTo(written);
    } catch (ApiException e) {
      assertThat(e.error().status()).isEqualTo(400);
      assertThat(e.error().message()).hasSizeLessThan(400);
    }
  }
}
