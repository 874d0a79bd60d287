package dev.snapledger.server.auth;

import java.net.URI;

/**
 * Names that tokens carry.
 *
 * @param issuer who signs them
 * @param audience whom they are for
 */
public record TokenNames(String issuer, String audience) {
  /** The directory that all clients are in, as {@code GET /subscriptions} tells as well. */
  public static final String TENANT = "adfs";

  /** Those of a server. */
  public static TokenNames of(URI server) {
    return new TokenNames(server + "/adfs", server + "/");
  }
}
