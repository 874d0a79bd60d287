package dev.snapledger.server.http;

/** Answers the requests of one route. Safe for many threads. */
@FunctionalInterface
public interface ApiHandler {
  /**
   * Answers; may wait, on a virtual thread.
   *
   * @throws ApiException to refuse
   */
  ApiResponse handle(ApiRequest request, PathVariables path);
}
