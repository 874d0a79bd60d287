package dev.snapledger.server.http;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a JSON interface, read whole and within its limits.
 *
 * @param method method, in upper case
 * @param path decoded segments of the path, as they were written
 * @param query parameters by name in lower case; none occurs twice
 * @param headers first value of each header, by name in lower case; all values of those for
 *     conditions, as one list
 * @param body the body as text; empty if there is none
 * @param base scheme, host and port under which the caller reached the server; links begin with it
 * @param remoteAddress IP address of the caller
 */
public record ApiRequest(
    String method,
    List<String> path,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    URI base,
    String remoteAddress) {
  public ApiRequest {
    path = List.copyOf(path);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** The first value of a header, or null. */
  public @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }

  /** An absolute link to a path of this server. */
  public String link(String pathAndQuery) {
    return base + pathAndQuery;
  }

  /** The text of everything but the body and the headers, which may hold secrets. */
  @Override
  public String toString() {
    return method + " /" + String.join("/", path);
  }
}
