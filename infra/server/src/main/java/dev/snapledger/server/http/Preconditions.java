package dev.snapledger.server.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which state a resource has to be for a request to be carried out. Source: RFC 9110, section
 * 13.
 *
 * @param match tags of which it has to have one; null for whatever it has
 * @param noneMatch tags of which it must have none; null for whatever it has
 */
public record Preconditions(@Nullable EntityTags match, @Nullable EntityTags noneMatch) {
  private static final String MATCH = "If-Match";
  private static final String NONE_MATCH = "If-None-Match";

  /**
   * Those of a request.
   *
   * @throws ApiException with status 400 if a header is malformed
   */
  public static Preconditions of(ApiRequest request) {
    return new Preconditions(
        tags(MATCH, request.header("if-match")), tags(NONE_MATCH, request.header("if-none-match")));
  }

  private static @Nullable EntityTags tags(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    EntityTags tags = EntityTags.parse(text);
    if (tags == null) {
      throw new ApiError(
              400,
              "InvalidHeaderValue",
              "expected an asterisk or 1 to %d entity tags in %s, but found something else"
                  .formatted(EntityTags.TAGS_MAX, name),
              name,
              List.of())
          .thrown();
    }
    return tags;
  }

  /** Whether there are any. */
  public boolean exist() {
    return match != null || noneMatch != null;
  }

  /** Whether there must be no such resource. */
  public boolean demandNone() {
    return noneMatch != null && noneMatch.any();
  }

  /** The refusal of what was to be new, but somebody else made it first. */
  public static ApiException taken() {
    return failed(NONE_MATCH, "no such resource yet", "one");
  }

  /**
   * Refuses a change unless the resource is as demanded.
   *
   * @param etag its tag; null if there is no such resource
   * @throws ApiException with status 412
   */
  public void checkChange(@Nullable String etag) {
    checkMatch(etag);
    if (noneMatch != null && etag != null && noneMatch.haveLike(etag)) {
      throw failed(
          NONE_MATCH,
          noneMatch.any() ? "no such resource yet" : "a resource with another tag",
          "one with " + etag);
    }
  }

  /**
   * Whether the one who reads a resource has it already.
   *
   * @throws ApiException with status 412 if it is not as demanded
   */
  public boolean knows(String etag) {
    checkMatch(etag);
    return noneMatch != null && noneMatch.haveLike(etag);
  }

  private void checkMatch(@Nullable String etag) {
    if (match != null && (etag == null || !match.haveSame(etag))) {
      throw failed(
          MATCH,
          match.any() ? "a resource that exists" : "a resource with a tag of that header",
          etag == null ? "none" : "one with " + etag);
    }
  }

  private static ApiException failed(String name, String expected, String found) {
    return new ApiError(
            412,
            "PreconditionFailed",
            "expected %s, as %s says, but found %s".formatted(expected, name, found),
            name,
            List.of())
        .thrown();
  }
}
