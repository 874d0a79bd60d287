package dev.snapledger.server.http;

import java.util.Map;

/** A request that is refused; carries the answer. Its message holds no secret. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiError error;
  private final transient Map<String, String> headers;

  public ApiException(ApiError error) {
    this(error, Map.of());
  }

  /** With headers of the answer, such as {@code Retry-After}. */
  public ApiException(ApiError error, Map<String, String> headers) {
    super(error.code() + ": " + error.message());
    this.error = error;
    this.headers = Map.copyOf(headers);
  }

  public ApiError error() {
    return error;
  }

  /** Headers of the answer. */
  Map<String, String> headers() {
    return headers;
  }

  ApiResponse response() {
    ApiResponse response = error.response();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return response;
  }
}
