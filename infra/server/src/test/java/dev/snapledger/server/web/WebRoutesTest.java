package dev.snapledger.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.snapledger.server.http.ApiContent;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebRoutesTest {
  private static final Path SOURCES =
      Path.of("src", "main", "resources", "dev", "snapledger", "server", "web");
  private static final int LINES_MAX = 300;

  private final Routes routes = routes();

  private static Routes routes() {
    Routes.Builder builder = Routes.builder();
    WebRoutes.register(builder);
    return builder.build();
  }

  private ApiResponse get(List<String> path, Map<String, String> headers) {
    return routes.handle(
        new ApiRequest(
            "GET", path, Map.of(), headers, "", URI.create("https://localhost"), "127.0.0.1"));
  }

  @Test
  void sendsThePageWithAPolicyThatPermitsThisServerAlone() {
    // when
    ApiResponse page = get(List.of(), Map.of());

    // then
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.content()).isInstanceOf(ApiContent.Whole.class);
    assertThat(page.headers())
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Referrer-Policy", "no-referrer")
        .containsEntry("Cache-Control", "no-cache")
        .containsEntry(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                + " img-src 'self' data:; base-uri 'none'; form-action 'self';"
                + " frame-ancestors 'none'");
  }

  @Test
  void sendsNothingToWhoHasItAlready() {
    // given
    ApiResponse first = get(List.of("web", "ui", "main.mjs"), Map.of());
    String tag = first.headers().getOrDefault("ETag", "");

    // when
    ApiResponse again =
        get(List.of("web", "ui", "main.mjs"), Map.of("if-none-match", "\"x\", W/" + tag));
    ApiResponse other = get(List.of("web", "ui", "main.mjs"), Map.of("if-none-match", "\"x\""));

    // then
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.content()).isNull();
    assertThat(again.headers()).containsEntry("ETag", tag);
    assertThat(other.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"files.txt", "WebRoutes.class", "../LedgerServer.class", "index.html", ""})
  void sendsNothingThatIsNoFileOfThePage(String file) {
    // then
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> get(List.of("web", "ui", file), Map.of()))
        .satisfies(refused -> assertThat(refused.error().status()).isEqualTo(404));
  }

  @Test
  void listsEachFileThatThereIs() throws IOException {
    // given
    List<String> there;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      there =
          files
              .filter(Files::isRegularFile)
              .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.equals("files.txt"))
              .toList();
    }

    // then
    assertThat(WebRoutes.names()).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void preloadsEachModuleAndLoadsNothingFromElsewhere() throws IOException {
    // given
    String page = Files.readString(SOURCES.resolve("index.html"));

    // then
    for (String name : WebRoutes.names()) {
      if (name.endsWith(".mjs") || name.endsWith(".css")) {
        assertThat(page).contains("=\"/web/" + name + "\"");
      }
    }
    assertThat(page)
        .doesNotContain("http://", "https://", "src=\"//", " style=", " onclick=", "<style");
  }

  @Test
  void scriptsMakeNoMarkupOfTextsAndStaySmall() throws IOException {
    for (String name : WebRoutes.names()) {
      String text = Files.readString(SOURCES.resolve(name), StandardCharsets.UTF_8);
      if (name.endsWith(".mjs")) {
        assertThat(text)
            .as(name)
            .doesNotContain(
                "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
        assertThat(text.lines().count()).as(name).isLessThan(LINES_MAX);
      }
      if (name.startsWith("pure/")) {
        assertThat(text)
            .as(name)
            .doesNotContain("document.", "window.", "fetch(", "Date.now", "Math.random");
        assertThat(text).as(name).doesNotContain("from \"../");
      }
    }
  }
}
