package dev.snapledger.server.pageblob;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tags of an {@code If-Match} or {@code If-None-Match} header.
 *
 * <p>Tags without quotes are taken, as some clients leave them out. A weak tag equals none: what is
 * served is compared byte for byte.
 *
 * @param any whether the header was an asterisk
 * @param tags quoted
 */
record ETags(boolean any, List<String> tags) {
  private static final int TAGS_MAX = 100;
  private static final Pattern TAG =
      Pattern.compile(
          "\\s*(?:(W/)?\"([\\x21\\x23-\\x7e]*)\"|([\\x21\\x23-\\x2b\\x2d-\\x7e]+))\\s*(,|$)");

  ETags {
    tags = List.copyOf(tags);
  }

  /**
   * Reads a header; null if it is missing.
   *
   * @throws PageBlobException if it is no list of tags
   */
  static @Nullable ETags parse(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.strip().equals("*")) {
      return new ETags(true, List.of());
    }
    List<String> tags = new ArrayList<>();
    Matcher matcher = TAG.matcher(text);
    int at = 0;
    while (at < text.length() || at == 0) {
      if (tags.size() == TAGS_MAX || !matcher.find(at) || matcher.start() != at) {
        throw ErrorCode.INVALID_HEADER_VALUE.refusal(
            "expected 1 to %d entity tags in %s, but found something else", TAGS_MAX, name);
      }
      if (matcher.group(1) == null) {
        String quoted = matcher.group(2);
        tags.add('"' + (quoted == null ? matcher.group(3) : quoted) + '"');
      }
      at = matcher.end();
    }
    return new ETags(false, tags);
  }

  boolean contain(String etag) {
    return any || tags.contains(etag);
  }
}
