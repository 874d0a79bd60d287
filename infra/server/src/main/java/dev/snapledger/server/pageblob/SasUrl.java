package dev.snapledger.server.pageblob;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A shared-access URL in a header. Its host is not looked at and never connected to: a signature of
 * this server is what makes it one of this server.
 *
 * @param rawPath from the first slash
 * @param rawQuery without the question mark; may be empty
 */
record SasUrl(String rawPath, String rawQuery) {
  private static final int CHARS_MAX = 8_192;
  private static final Pattern FORM =
      Pattern.compile("https?://[^/?#\\s]{1,300}(/[^?#\\s]*)(?:\\?([^#\\s]*))?");

  /** Reads it; null if it is not an absolute http or https URL. */
  static @Nullable SasUrl parse(String text) {
    if (text.length() > CHARS_MAX) {
      return null;
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String query = matcher.group(2);
    return new SasUrl(matcher.group(1), query == null ? "" : query);
  }
}
