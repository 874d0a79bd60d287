package dev.snapledger.server.auth;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID Connect issuer elsewhere, whose tokens say who a client is.
 *
 * @param issuer its name, exactly as tokens and its discovery document have it
 * @param audience what tokens for this server name, among others or alone
 * @param keysUrl where its key set is; null if its discovery document says so
 * @param caFile PEM file of the certificates to trust when asking it; null for those that Java
 *     trusts
 * @param clientClaim claim with the id of the client, such as {@code sub}
 */
public record ExternalIssuer(
    String issuer,
    String audience,
    @Nullable URI keysUrl,
    @Nullable Path caFile,
    String clientClaim) {
  /** Where its discovery document is (OpenID Connect Discovery 1.0, section 4). */
  URI discoveryUrl() {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return URI.create(base + "/.well-known/openid-configuration");
  }

  /** Whether an address may be asked: over TLS, or without on this machine alone. */
  public static boolean mayBeAsked(URI url) {
    String host = url.getHost();
    if (host == null || url.getUserInfo() != null) {
      return false;
    }
    return "https".equals(url.getScheme())
        || ("http".equals(url.getScheme())
            && (host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]")));
  }
}
