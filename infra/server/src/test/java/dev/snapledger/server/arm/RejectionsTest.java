package dev.snapledger.server.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.server.http.ApiError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RejectionsTest {
  /** Statuses that make clients try again by themselves. */
  private static final List<Integer> RETRIED = List.of(408, 429, 500, 502, 503, 504);

  @Test
  void noRefusalMakesClientsTryAgain() throws IOException {
    // given
    List<String> codes = documentedCodes();

    // when, then
    assertThat(codes).contains("DiskWasResized", "SnapshotCountExceeded", "Fenced");
    for (String code : codes) {
      assertThat(Rejections.renderingOf(code).status()).isBetween(400, 409).isNotIn(RETRIED);
    }
  }

  @Test
  void everyDocumentedCodeIsInTheTableOfTheInterface() throws IOException {
    // given
    String table = Files.readString(Path.of("../../docs/reference/azure.md"));

    // when, then
    for (String code : documentedCodes()) {
      Rejections.Rendering rendering = Rejections.renderingOf(code);
      assertThat(table.lines())
          .as(code)
          .anyMatch(
              line ->
                  line.contains("`" + code + "`")
                      && line.contains("| " + rendering.status() + " |")
                      && line.contains("`" + rendering.code() + "`"));
    }
  }

  @Test
  void saysTheFieldAndTheLedgersOwnCode() {
    // given
    Rejected rejected =
        new Rejected(
            "InvalidArgument",
            "expected sizeGib to be 1 to 32767, but found 0",
            Map.of("field", "sizeGib"),
            null);

    // when
    ApiError error = Rejections.errorOf(rejected);

    // then
    assertThat(error.target()).isEqualTo("sizeGib");
    assertThat(error.details())
        .containsExactly(new ApiError.Detail("InvalidArgument", rejected.message()));
  }

  private static List<String> documentedCodes() throws IOException {
    return Pattern.compile("^\\| `([A-Z][A-Za-z]+)` \\|", Pattern.MULTILINE)
        .matcher(Files.readString(Path.of("../../docs/reference/rejections.md")))
        .results()
        .map((MatchResult m) -> m.group(1))
        .toList();
  }
}
