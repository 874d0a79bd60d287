package dev.snapledger.server.pageblob;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests of the JDK's client. */
final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Pattern RANGE =
      Pattern.compile("<(PageRange|ClearRange)><Start>(\\d+)</Start><End>(\\d+)</End></\\1>");

  private Http() {}

  /** A range as listed; both ends are inside it. */
  record Listed(String kind, long firstByte, long lastByte) {}

  static HttpResponse<byte[]> send(String method, String url, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  static HttpResponse<byte[]> send(String method, String url, String... headers)
      throws IOException, InterruptedException {
    return send(method, url, BodyPublishers.noBody(), headers);
  }

  static HttpResponse<byte[]> get(String url, String... headers)
      throws IOException, InterruptedException {
    return send("GET", url, headers);
  }

  /** Writes bytes at a position. */
  static HttpResponse<byte[]> putPage(String url, long startByte, byte[] bytes, String... headers)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(
        List.of(
            "x-ms-page-write",
            "update",
            "x-ms-range",
            "bytes=%d-%d".formatted(startByte, startByte + bytes.length - 1)));
    return send(
        "PUT", url + "&comp=page", BodyPublishers.ofByteArray(bytes), all.toArray(String[]::new));
  }

  static HttpResponse<byte[]> clear(String url, long startByte, long endByte)
      throws IOException, InterruptedException {
    return send(
        "PUT",
        url + "&comp=page",
        "x-ms-page-write",
        "clear",
        "x-ms-range",
        "bytes=%d-%d".formatted(startByte, endByte - 1));
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Status and error code, as in {@code 403 AuthenticationFailed}. */
  static String outcome(HttpResponse<?> response) {
    return (response.statusCode() + " " + header(response, "x-ms-error-code")).strip();
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static List<Listed> ranges(HttpResponse<byte[]> response) {
    List<Listed> found = new ArrayList<>();
    Matcher matcher = RANGE.matcher(text(response));
    while (matcher.find()) {
      found.add(
          new Listed(
              matcher.group(1),
              Long.parseLong(matcher.group(2)),
              Long.parseLong(matcher.group(3))));
    }
    return found;
  }
}
