package dev.snapledger.server.web;

import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.PathVariables;
import dev.snapledger.server.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page at {@code /} and its files below {@code /web}. Open to everybody: it holds no data. */
public final class WebRoutes {
  private static final String INDEX = "index.html";

  private final Map<String, WebFile> files;

  private WebRoutes(Map<String, WebFile> files) {
    this.files = files;
  }

  /** Reads all files, so that none is asked for by a name that a request made up. */
  public static void register(Routes.Builder routes) {
    Map<String, WebFile> files = new LinkedHashMap<>();
    names().forEach(name -> files.put(name, WebFile.read(name)));
    var page = new WebRoutes(files);
    routes.add("GET", "/", (request, _) -> page.answer(INDEX, request));
    routes.add("GET", "/web/{folder}/{file}", page::file);
  }

  /** All files, as files.txt lists them. */
  static List<String> names() {
    try (InputStream in = WebRoutes.class.getResourceAsStream("files.txt")) {
      if (in == null) {
        throw new IllegalStateException("expected web/files.txt, but found none");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read web/files.txt", e);
    }
  }

  private ApiResponse file(ApiRequest request, PathVariables path) {
    return answer(path.of("folder") + "/" + path.of("file"), request);
  }

  private ApiResponse answer(String name, ApiRequest request) {
    WebFile file = files.get(name);
    if (file == null) {
      throw new ApiError(404, "NotFound", "expected a file of the page, but found " + request)
          .thrown();
    }
    return file.answer(request);
  }
}
