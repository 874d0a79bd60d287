package dev.snapledger.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the web server itself refuses, before a route is looked for, in the form that the
 * client would get from the route: XML from blobs, else JSON. Nothing of the request is repeated.
 */
final class TransportErrors implements DirectHandler {
  private final Capacity capacity;

  private TransportErrors(Capacity capacity) {
    this.capacity = capacity;
  }

  /** For every kind of trouble at a port. */
  static DirectHandlers handlers(Capacity capacity) {
    var handler = new TransportErrors(capacity);
    DirectHandlers.Builder all = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      all.addHandler(type, handler);
    }
    return all.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    Status sent = isUnreadable(request, type) ? Status.BAD_REQUEST_400 : status;
    ApiError error = errorOf(sent);
    headers.set(HeaderValues.create("x-ms-error-code", error.code()));
    if (error.status() == Status.SERVICE_UNAVAILABLE_503.code()) {
      headers.set(HeaderValues.create(HeaderNames.RETRY_AFTER, "1"));
    }
    TransportResponse.Builder answer =
        TransportResponse.builder().status(sent).headers(headers).keepAlive(false);
    if (!request.method().equals("HEAD")) {
      boolean blob = request.path().startsWith("/md-"); // As the paths of blobs do.
      headers.set(HeaderNames.CONTENT_TYPE, blob ? "application/xml" : "application/json");
      String body = blob ? xml(error) : json(error);
      answer.entity(body.getBytes(StandardCharsets.UTF_8));
    }
    return answer.build();
  }

  /**
   * Whether the web server stumbled over a request before it knew its path, as over a method with
   * characters that none has. It takes that for a fault of its own.
   */
  private static boolean isUnreadable(TransportRequest request, EventType type) {
    return type == EventType.INTERNAL_ERROR && request.path().isEmpty();
  }

  private static String xml(ApiError error) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
        .formatted(error.code(), error.message());
  }

  private static String json(ApiError error) {
    return Json.write(Json.object().set("error", error.json()));
  }

  private ApiError errorOf(Status status) {
    return switch (status.code()) {
      case 413 ->
          new ApiError(
              413,
              "RequestEntityTooLarge",
              "expected a body of at most %d bytes, but found more"
                  .formatted(ServerLimits.BODY_BYTES_MAX));
      case 414 ->
          new ApiError(
              414,
              "RequestUriTooLong",
              "expected a first line of at most %d bytes, but found more"
                  .formatted(ServerLimits.REQUEST_LINE_BYTES_MAX));
      case 501 ->
          new ApiError(
              501, "NotImplemented", "expected no transfer encoding but chunked, but found one");
      case 503 ->
          new ApiError(
              503,
              "ServerBusy",
              "expected at most %d requests at a time, but found more"
                  .formatted(capacity.requestsMax()));
      case 505 -> new ApiError(505, "HttpVersionNotSupported", "expected HTTP/1.1, but found 1.0");
      default ->
          status.code() < 500
              ? new ApiError(
                  status.code(),
                  "BadRequest",
                  "expected a request as HTTP/1.1 has them, with at most %d bytes of headers, but found another"
                      .formatted(ServerLimits.HEADER_BYTES_MAX))
              : new ApiError(
                  status.code(),
                  "InternalServerError",
                  "expected an answer, but the server failed");
    };
  }
}
