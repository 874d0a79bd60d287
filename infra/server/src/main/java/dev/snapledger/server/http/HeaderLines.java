package dev.snapledger.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.Headers;
import org.jspecify.annotations.Nullable;

/** Headers whose value is a list, which may be spread over several lines. */
public final class HeaderLines {
  private HeaderLines() {}

  /** The values of all its lines with a comma between; null if there is none. */
  public static @Nullable String joined(Headers headers, HeaderName name) {
    return headers.contains(name) ? String.join(", ", headers.get(name).allValues()) : null;
  }
}
