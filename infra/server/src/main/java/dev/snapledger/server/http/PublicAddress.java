package dev.snapledger.server.http;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Under which addresses callers reach this server. Links in answers begin with the one the caller
 * used, but only if it is known: a forged {@code Host} never leads anybody elsewhere.
 */
public final class PublicAddress {
  private final URI canonical;
  private final Set<String> authorities = new HashSet<>();

  /**
   * Knows the canonical address and the loopback names.
   *
   * @param canonical scheme, host and port, without a path; also the issuer of tokens
   * @param port port the server listens to
   */
  public PublicAddress(URI canonical, int port) {
    this.canonical = canonical;
    authorities.add(canonical.getAuthority().toLowerCase(Locale.ROOT));
    for (String host : new String[] {"localhost", "127.0.0.1", "[::1]"}) {
      authorities.add(host + ":" + port);
    }
  }

  /** The address that tokens and documents name. */
  public URI canonical() {
    return canonical;
  }

  /** The address for links in an answer to a request with this {@code Host} header. */
  public URI baseFor(@Nullable String hostHeader) {
    if (hostHeader == null) {
      return canonical;
    }
    String authority = hostHeader.toLowerCase(Locale.ROOT);
    return authorities.contains(authority)
        ? URI.create(canonical.getScheme() + "://" + authority)
        : canonical;
  }
}
