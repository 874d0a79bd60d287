package dev.snapledger.server.web;

import dev.snapledger.server.http.ApiContent;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.EntityTags;
import dev.snapledger.server.http.Preconditions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** One file of the page, read once, with its answer and the answer to who has it already. */
final class WebFile {
  /** Nothing from elsewhere, no script or style within a document, no frame around it. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
              + " img-src 'self' data:; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=()",
          "Cache-Control",
          "no-cache");

  private final String tag;
  private final ApiResponse whole;
  private final ApiResponse unchanged;

  private WebFile(String type, byte[] bytes) {
    tag = EntityTags.of(bytes);
    whole = withHeaders(ApiResponse.ok(new ApiContent.Whole(type, bytes)));
    unchanged = withHeaders(ApiResponse.of(304));
  }

  /**
   * Reads it.
   *
   * @param path below the resources of this package
   */
  static WebFile read(String path) {
    try (InputStream in = WebFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("expected web/%s, but found none".formatted(path));
      }
      return new WebFile(typeOf(path), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read web/" + path, e);
    }
  }

  /** The file, or 304. */
  ApiResponse answer(ApiRequest request) {
    return Preconditions.of(request).knows(tag) ? unchanged : whole;
  }

  private ApiResponse withHeaders(ApiResponse response) {
    ApiResponse answer = response.with("ETag", tag);
    for (Map.Entry<String, String> header : HEADERS.entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }

  private static String typeOf(String path) {
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "html" -> "text/html; charset=utf-8";
      case "mjs" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalStateException("expected a known kind of file, but " + path);
    };
  }
}
