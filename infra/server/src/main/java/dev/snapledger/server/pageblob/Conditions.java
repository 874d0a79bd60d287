package dev.snapledger.server.pageblob;

import dev.snapledger.server.http.EntityTags;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Under which state of a blob a request is to be carried out. A date counts only where there is no
 * tag of the same kind; Source: RFC 9110, section 13.2.2.
 */
record Conditions(
    @Nullable EntityTags match,
    @Nullable EntityTags noneMatch,
    @Nullable Instant modifiedSince,
    @Nullable Instant unmodifiedSince) {
  /**
   * Reads {@code If-…} headers.
   *
   * @param prefix what comes before {@code if-}, such as {@code x-ms-source-}
   * @param header finds a header, with the values of all its lines; null if it is missing
   * @throws PageBlobException if one is malformed
   */
  static Conditions parse(String prefix, Function<String, @Nullable String> header) {
    return new Conditions(
        tags(prefix + "if-match", header.apply(prefix + "if-match")),
        tags(prefix + "if-none-match", header.apply(prefix + "if-none-match")),
        HttpDate.parse(prefix + "if-modified-since", header.apply(prefix + "if-modified-since")),
        HttpDate.parse(
            prefix + "if-unmodified-since", header.apply(prefix + "if-unmodified-since")));
  }

  private static @Nullable EntityTags tags(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    EntityTags tags = EntityTags.parse(text);
    if (tags == null) {
      throw ErrorCode.INVALID_HEADER_VALUE.refusal(
          "expected 1 to %d entity tags in %s, but found something else",
          EntityTags.TAGS_MAX, name);
    }
    return tags;
  }

  boolean none() {
    return match == null && noneMatch == null && modifiedSince == null && unmodifiedSince == null;
  }

  /** Refuses with 412, or with 304 what was not modified, unless the blob is as demanded. */
  void checkRead(String etag, Instant lastModified) {
    checkUnchanged(etag, lastModified, ErrorCode.CONDITION_NOT_MET);
    checkChanged(etag, lastModified, ErrorCode.NOT_MODIFIED);
  }

  /** Refuses with 412 and that code unless the blob is as demanded. */
  void check(String etag, Instant lastModified, ErrorCode code) {
    checkUnchanged(etag, lastModified, code);
    checkChanged(etag, lastModified, code);
  }

  private void checkUnchanged(String etag, Instant lastModified, ErrorCode code) {
    boolean met =
        match != null
            ? match.haveSame(etag)
            : unmodifiedSince == null || !seconds(lastModified).isAfter(unmodifiedSince);
    if (!met) {
      throw code.refusal("expected the blob not to have changed, but its tag is %s", etag);
    }
  }

  private void checkChanged(String etag, Instant lastModified, ErrorCode code) {
    boolean met =
        noneMatch != null
            ? !noneMatch.haveLike(etag)
            : modifiedSince == null || seconds(lastModified).isAfter(modifiedSince);
    if (!met) {
      throw code.refusal("expected the blob to have changed, but its tag is %s", etag);
    }
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
