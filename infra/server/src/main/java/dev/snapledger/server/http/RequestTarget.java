package dev.snapledger.server.http;

import java.net.URLDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Paths and queries as they came, decoded exactly once.
 *
 * <p>Refused with 400 are segments that mean something to file systems or proxies ({@code .},
 * {@code ..}, an encoded slash or backslash), control characters, malformed escapes, and a
 * parameter that occurs twice: each of them is read differently by different programs.
 */
final class RequestTarget {
  static final int SEGMENTS_MAX = 32;

  private RequestTarget() {}

  /** Segments of a raw path; one slash at the end is left out, two in a row are refused. */
  static List<String> segments(String rawPath) {
    String path = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
    if (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    if (path.isEmpty()) {
      return List.of();
    }
    List<String> segments = new ArrayList<>();
    for (String raw : path.split("/", -1)) {
      segments.add(segment(raw));
    }
    if (segments.size() > SEGMENTS_MAX) {
      throw refused("at most " + SEGMENTS_MAX + " segments", Integer.toString(segments.size()));
    }
    return segments;
  }

  private static String segment(String raw) {
    String text = decode(raw.replace("+", "%2B"));
    boolean wrong =
        text.isEmpty()
            || text.equals(".")
            || text.equals("..")
            || text.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (wrong) {
      throw refused("segments of plain characters", raw);
    }
    return text;
  }

  /** Parameters of a raw query, by name in lower case. */
  static Map<String, String> query(String rawQuery) {
    Map<String, String> parameters = new HashMap<>();
    if (rawQuery.isEmpty()) {
      return parameters;
    }
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (parameters.put(name.toLowerCase(Locale.ROOT), value) != null) {
        throw refused("each parameter once", name);
      }
    }
    return parameters;
  }

  private static String decode(String raw) {
    try {
      // As bytes first, because URLDecoder replaces what is no UTF-8 instead of refusing it.
      byte[] bytes =
          URLDecoder.decode(raw, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(java.nio.ByteBuffer.wrap(bytes))
          .toString();
    } catch (IllegalArgumentException | CharacterCodingException _) {
      throw refused("percent-encoded UTF-8", raw);
    }
  }

  private static ApiException refused(String expected, String found) {
    String shown = found.length() > 100 ? found.substring(0, 100) + "…" : found;
    return new ApiError(
            400,
            "InvalidRequestUri",
            "expected %s in the address, but found '%s'".formatted(expected, shown))
        .thrown();
  }
}
