package dev.snapledger.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths and queries of requests. */
class RequestTargetFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g?api-version=1",
            "/a%20b/c+d/%2525/%c3%a9/e/?%24filter=a%3Db&x&y=1",
            "/a/../%2e%2e/.//%2f%5c%00%c0%ae%ff%zz%?a=1&A=2")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsAsWrittenOrRefuses(byte[] input) {
    String[] target = new String(input, ISO_8859_1).split("\\?", 2);
    try {
      // when
      List<String> segments = RequestTarget.segments(target[0]);
      Map<String, String> query = RequestTarget.query(target.length == 1 ? "" : target[1]);

      // then
      assertThat(segments)
          .hasSizeLessThanOrEqualTo(RequestTarget.SEGMENTS_MAX)
          .noneMatch(each -> each.isEmpty() || each.equals(".") || each.equals(".."))
          .noneMatch(each -> each.chars().anyMatch(c -> c == '/' || c < ' '));
      String path =
          segments.stream().map(RequestTargetFuzzTest::escaped).collect(Collectors.joining("/"));
      assertThat(RequestTarget.segments("/" + path)).isEqualTo(segments);
      String again =
          query.entrySet().stream()
              .map(each -> escaped(each.getKey()) + "=" + escaped(each.getValue()))
              .collect(Collectors.joining("&"));
      assertThat(RequestTarget.query(again)).isEqualTo(query);
    } catch (ApiException e) {
      assertThat(e.error().status()).isEqualTo(400);
    }
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
