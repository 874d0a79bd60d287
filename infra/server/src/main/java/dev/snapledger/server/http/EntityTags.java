package dev.snapledger.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tags of an {@code If-Match} or {@code If-None-Match} header. Source: RFC 9110, sections 8.8.3
 * and 13.1.
 *
 * <p>Tags without quotes are taken, as some clients leave them out. All that is served has strong
 * tags: a weak one is the same as none, and like the strong one with its text.
 *
 * @param any whether the header was an asterisk
 * @param strong quoted
 * @param weak quoted, without the mark that makes them weak
 */
public record EntityTags(boolean any, List<String> strong, List<String> weak) {
  public static final int TAGS_MAX = 100;

  private static final Pattern TAG =
      Pattern.compile(
          "(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"|([\\x21\\x23-\\x29\\x2b\\x2d-\\x7e\\x80-\\xff]+)");

  /** Of tags that are left out the commas stay. */
  private static final Pattern BETWEEN = Pattern.compile("[ \\t,]*+");

  public EntityTags {
    strong = List.copyOf(strong);
    weak = List.copyOf(weak);
  }

  /** Reads a header; null if it is neither an asterisk nor a list of 1 to 100 tags. */
  public static @Nullable EntityTags parse(String text) {
    if (text.strip().equals("*")) {
      return new EntityTags(true, List.of(), List.of());
    }
    List<String> strong = new ArrayList<>();
    List<String> weak = new ArrayList<>();
    Matcher tag = TAG.matcher(text);
    int at = afterCommas(text, 0);
    while (at < text.length()) {
      boolean another =
          strong.size() + weak.size() < TAGS_MAX && tag.region(at, text.length()).lookingAt();
      if (!another) {
        return null;
      }
      String quoted = tag.group(2);
      (tag.group(1) == null ? strong : weak)
          .add('"' + (quoted == null ? tag.group(3) : quoted) + '"');
      at = afterCommas(text, tag.end());
      if (at < text.length() && text.substring(tag.end(), at).indexOf(',') < 0) {
        return null;
      }
    }
    return strong.isEmpty() && weak.isEmpty() ? null : new EntityTags(false, strong, weak);
  }

  private static int afterCommas(String text, int at) {
    Matcher between = BETWEEN.matcher(text).region(at, text.length());
    return between.lookingAt() ? between.end() : at;
  }

  /** The tag of bytes: strong, quoted, the same at every server and after every start. */
  public static String of(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256 in every JDK", e);
    }
  }

  /** The tag of text. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Whether one of them is the same as a tag, as {@code If-Match} compares.
   *
   * @param etag strong and quoted
   */
  public boolean haveSame(String etag) {
    return any || strong.contains(etag);
  }

  /** Whether one of them is like a tag, as {@code If-None-Match} compares. */
  public boolean haveLike(String etag) {
    return haveSame(etag) || weak.contains(etag);
  }
}
