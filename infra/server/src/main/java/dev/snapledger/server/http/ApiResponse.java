package dev.snapledger.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a JSON interface.
 *
 * @param status HTTP status
 * @param headers headers beside those that every answer has
 * @param body a JSON tree; null for none, or where there is other content
 * @param content a body that is no tree; null for none
 */
public record ApiResponse(
    int status,
    Map<String, String> headers,
    @Nullable JsonNode body,
    @Nullable ApiContent content) {
  public ApiResponse {
    headers = Map.copyOf(headers);
  }

  /** With a tree as its body. */
  public ApiResponse(int status, Map<String, String> headers, @Nullable JsonNode body) {
    this(status, headers, body, null);
  }

  /** Status 200 with content that is written already, or while it is sent. */
  public static ApiResponse ok(ApiContent content) {
    return new ApiResponse(200, Map.of(), null, content);
  }

  /** Status 200 with a body. */
  public static ApiResponse ok(JsonNode body) {
    return new ApiResponse(200, Map.of(), body);
  }

  /** A status alone. */
  public static ApiResponse of(int status) {
    return new ApiResponse(status, Map.of(), null);
  }

  /** The same with one more header. */
  public ApiResponse with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiResponse(status, more, body, content);
  }
}
