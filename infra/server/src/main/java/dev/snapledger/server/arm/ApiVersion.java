package dev.snapledger.server.arm;

import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiRequest;
import org.jspecify.annotations.Nullable;

/**
 * The {@code api-version} of a request. Every date from the first with incremental snapshots on is
 * taken, because later ones only add to what is served here.
 */
public final class ApiVersion {
  /** The first with incremental snapshots. */
  public static final String COMPUTE_MIN = "2019-03-01";

  /** For everything that is about no disk or snapshot. */
  static final String OTHER_MIN = "2015-01-01";

  private ApiVersion() {}

  /**
   * Refuses a request without a version, or with one before {@code min}.
   *
   * @throws dev.snapledger.server.http.ApiException with status 400
   */
  static String require(ApiRequest request, String min) {
    @Nullable String found = request.query().get("api-version");
    if (found == null || found.isEmpty()) {
      throw new ApiError(
              400,
              "MissingApiVersionParameter",
              "expected the parameter api-version, but found none")
          .thrown();
    }
    if (!isTaken(found, min)) {
      throw new ApiError(
              400,
              "InvalidApiVersionParameter",
              "expected an api-version of the form 2019-03-01 from %s on, but found '%s'"
                  .formatted(min, found.length() > 40 ? found.substring(0, 40) + "…" : found))
          .thrown();
    }
    return found;
  }

  /** Whether a version is a date from {@code min} on. */
  public static boolean isTaken(String version, String min) {
    return version.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}(-preview)?") && version.compareTo(min) >= 0;
  }
}
