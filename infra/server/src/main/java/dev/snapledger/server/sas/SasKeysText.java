package dev.snapledger.server.sas;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text form of keys.
 *
 * <pre>
 *   snapledger-sas-keys 1
 *   current 32-bytes-in-base64
 *   previous 32-bytes-in-base64      (not before the first rotation)
 * </pre>
 *
 * <p>Each line ends with a line feed.
 */
final class SasKeysText {
  private static final Pattern FORM =
      Pattern.compile(
          """
          snapledger-sas-keys 1
          current ([A-Za-z0-9+/]{43}=)
          (?:previous ([A-Za-z0-9+/]{43}=)
          )?\
          """);

  private SasKeysText() {}

  static String of(SasKeys keys) {
    SasKey previous = keys.previous();
    return "snapledger-sas-keys 1\n"
        + line("current", keys.current())
        + (previous == null ? "" : line("previous", previous));
  }

  /**
   * Reads it.
   *
   * @param place names the file in errors, which never show its text
   * @throws SasKeysException if it has another form
   */
  static SasKeys parse(String text, String place) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new SasKeysException(
          "expected one or two keys of form 1 in "
              + place
              + ", but found "
              + text.length()
              + " other characters");
    }
    return new SasKeys(key(matcher.group(1)), maybeKey(matcher.group(2)));
  }

  private static String line(String name, SasKey key) {
    return name + " " + Base64.getEncoder().encodeToString(key.secret()) + "\n";
  }

  private static @Nullable SasKey maybeKey(@Nullable String base64) {
    return base64 == null ? null : key(base64);
  }

  private static SasKey key(String base64) {
    return SasKey.of(Base64.getDecoder().decode(base64));
  }
}
