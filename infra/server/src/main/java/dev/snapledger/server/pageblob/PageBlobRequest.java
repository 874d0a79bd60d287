package dev.snapledger.server.pageblob;

import dev.snapledger.server.http.HeaderLines;
import dev.snapledger.server.http.RequestBody;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A request as the data plane looks at it. For one thread. */
final class PageBlobRequest {
  private final ServerRequest request;
  private final Map<String, String> query;

  private PageBlobRequest(ServerRequest request, Map<String, String> query) {
    this.request = request;
    this.query = query;
  }

  /**
   * Reads the query.
   *
   * @throws PageBlobException if it is malformed
   */
  static PageBlobRequest of(ServerRequest request) {
    return new PageBlobRequest(request, BlobQuery.parse(request.prologue().query().rawValue()));
  }

  String method() {
    return request.prologue().method().text();
  }

  String rawPath() {
    return request.prologue().uriPath().rawPath();
  }

  /** Decoded parameters by name in lower case. */
  Map<String, String> query() {
    return query;
  }

  @Nullable String parameter(String name) {
    return query.get(name);
  }

  /** First value of a header, or null. */
  @Nullable String header(String name) {
    return request.headers().first(HeaderNames.create(name)).orElse(null);
  }

  /** The values of all lines of a header as one list, or null. */
  @Nullable String joined(String name) {
    return HeaderLines.joined(request.headers(), HeaderNames.create(name));
  }

  /** Whether a header says {@code true}. */
  boolean flag(String name) {
    return "true".equalsIgnoreCase(header(name));
  }

  /**
   * The range of {@code x-ms-range}, else of {@code Range}; null if there is neither.
   *
   * @throws PageBlobException if it is malformed
   */
  @Nullable ByteRange range() {
    String own = header("x-ms-range");
    return own == null
        ? ByteRange.parseOrNull("Range", header("Range"))
        : ByteRange.parse("x-ms-range", own);
  }

  OptionalLong contentLength() {
    return request.headers().contentLength();
  }

  /**
   * Reads exactly that many bytes of the body into the start of a buffer.
   *
   * @throws IOException if it is malformed, or the client goes away before
   */
  void readBody(byte[] buffer, int length) throws IOException {
    int found = RequestBody.of(request).readNBytes(buffer, 0, length);
    if (found < length) {
      throw new IOException(
          "expected a body of %d bytes, but it ended after %d".formatted(length, found));
    }
  }
}
