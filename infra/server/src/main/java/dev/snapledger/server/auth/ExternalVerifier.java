package dev.snapledger.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads tokens of an external issuer: signed with one of its public keys, for this audience, by
 * this issuer, in their time. What a token may choose is which of those keys, and an algorithm of a
 * short list that the key is for; no algorithm with a shared secret is on it. Safe for many
 * threads.
 */
final class ExternalVerifier {
  /** Characters of a client's id in a token. */
  static final int CLIENT_CHARS_MAX = 128;

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final int RSA_BITS_MIN = 2_048;

  /** Kinds of tokens; one for something else, such as a logout, is refused (RFC 8725, 3.11). */
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  private final ExternalIssuer issuer;
  private final IssuerKeys keys;
  private final InstantSource time;

  ExternalVerifier(ExternalIssuer issuer, IssuerKeys keys, InstantSource time) {
    this.issuer = issuer;
    this.keys = keys;
    this.time = time;
  }

  ExternalIssuer issuer() {
    return issuer;
  }

  /**
   * Reads a token.
   *
   * @throws IssuerUnavailableException if its signature cannot be checked now
   */
  TokenVerifier.Verdict verify(SignedJWT token) throws IssuerUnavailableException {
    JWSHeader header = token.getHeader();
    if (!ALGORITHMS.contains(header.getAlgorithm())) {
      return invalid("an algorithm with a public key");
    }
    if (header.getCriticalParams() != null
        || (header.getType() != null
            && !TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT)))) {
      return invalid("a header without further demands");
    }
    String id = header.getKeyID();
    JWK key = id == null ? null : keys.find(id);
    try {
      if (key == null || !fits(key, header) || !token.verify(verifier(key))) {
        return invalid("a signature of " + issuer.issuer());
      }
      return verify(token.getJWTClaimsSet());
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      return invalid("a signed JSON web token");
    }
  }

  private static boolean fits(JWK key, JWSHeader header) {
    JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
    return matcher != null
        && matcher.matches(key)
        && (!(key instanceof RSAKey rsa) || rsa.size() >= RSA_BITS_MIN);
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> new RSASSAVerifier(rsa);
      case ECKey ec -> new ECDSAVerifier(ec);
      default -> throw new JOSEException("expected a key of RSA or of an elliptic curve");
    };
  }

  private TokenVerifier.Verdict verify(JWTClaimsSet claims) throws ParseException {
    Instant now = time.instant();
    Date notBefore = claims.getNotBeforeTime();
    Date expires = claims.getExpirationTime();
    if (!issuer.issuer().equals(claims.getIssuer())) {
      return invalid("the issuer " + issuer.issuer());
    }
    if (!claims.getAudience().contains(issuer.audience())) {
      return invalid("the audience " + issuer.audience());
    }
    if (notBefore != null && now.plus(TokenVerifier.SKEW_MAX).isBefore(notBefore.toInstant())) {
      return invalid("a token that holds already");
    }
    if (expires == null || !now.minus(TokenVerifier.SKEW_MAX).isBefore(expires.toInstant())) {
      return new TokenVerifier.Invalid(
          "ExpiredAuthenticationToken", "expected a token that still holds, but it has expired");
    }
    @Nullable String client = claims.getStringClaim(issuer.clientClaim());
    return client != null && isClientId(client)
        ? new TokenVerifier.Valid(client)
        : invalid("the id of a client in the claim '" + issuer.clientClaim() + "'");
  }

  /** Whether a text may be the id of a client of an external issuer. */
  static boolean isClientId(String text) {
    return text.matches("[\\x21-\\x7E]{1," + CLIENT_CHARS_MAX + "}");
  }

  private static TokenVerifier.Invalid invalid(String expected) {
    return new TokenVerifier.Invalid(
        "InvalidAuthenticationToken", "expected %s, but found another".formatted(expected));
  }
}
