package dev.snapledger.server.pageblob;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a raw query. A plus sign is a plus sign, since signatures have some and not all clients
 * escape them. A parameter that occurs twice is refused: programs differ in which one they believe.
 */
final class BlobQuery {
  /** Longest query; a shared-access URL with all parameters has less than 500. */
  static final int CHARS_MAX = 8_192;

  private BlobQuery() {}

  /**
   * Parameters by name in lower case, decoded once.
   *
   * @throws PageBlobException if an escape is malformed or a parameter occurs twice
   */
  static Map<String, String> parse(String rawQuery) {
    if (rawQuery.length() > CHARS_MAX) {
      throw refused("at most " + CHARS_MAX + " characters, but found " + rawQuery.length());
    }
    Map<String, String> parameters = new HashMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (parameters.put(name.toLowerCase(Locale.ROOT), value) != null) {
          throw refused("each parameter once, but found one twice");
        }
      }
    }
    return parameters;
  }

  private static String decode(String raw) {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) escaped(raw, i);
        i += 2;
      } else if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else {
        throw refused("ASCII characters, but found others");
      }
    }
    return utf8(ByteBuffer.wrap(bytes, 0, length));
  }

  private static int escaped(String raw, int at) {
    boolean complete = at + 2 < raw.length();
    int high = complete ? Character.digit(raw.charAt(at + 1), 16) : -1;
    int low = complete ? Character.digit(raw.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw refused("two hexadecimal digits after each %, but found others");
    }
    return high << 4 | low;
  }

  private static String utf8(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException _) {
      throw refused("UTF-8, but found other bytes");
    }
  }

  private static PageBlobException refused(String detail) {
    return ErrorCode.INVALID_QUERY_PARAMETER_VALUE.refusal("expected in the query %s", detail);
  }
}
