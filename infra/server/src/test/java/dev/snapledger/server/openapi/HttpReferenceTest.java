package dev.snapledger.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page about the HTTP interface says what the OpenAPI document says. */
class HttpReferenceTest {
  private static final Path PAGE = Path.of("../../docs/reference/http.md");
  private static final String BORDER = "<!-- From here on: what /openapi.json says. -->\n";

  @Test
  void thePageHasEveryOperationAndParameter() throws Exception {
    // given
    String text = HttpReference.text(OpenApiDocument.read());
    String page = Files.readString(PAGE);
    String prose = page.substring(0, page.indexOf(BORDER) + BORDER.length());

    // when
    if (Boolean.getBoolean("http.reference.write")) {
      Files.writeString(PAGE, prose + text);
    }

    // then
    assertThat(Files.readString(PAGE))
        .as("docs/reference/http.md; -Dhttp.reference.write=true writes it anew")
        .isEqualTo(prose + text);
  }

  @Test
  void noOperationIsLeftOut() {
    String text = HttpReference.text(OpenApiDocument.read());
    OpenApiDocument.read()
        .path("paths")
        .fieldNames()
        .forEachRemaining(path -> assertThat(text).contains(" " + path + "` | "));
  }
}
