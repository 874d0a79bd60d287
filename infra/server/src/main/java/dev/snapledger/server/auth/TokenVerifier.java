package dev.snapledger.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads tokens, and believes only its own: ES256 with the one key, for this audience, by this
 * issuer, in their time. Nothing in a token chooses how it is verified. Safe for many threads.
 */
public final class TokenVerifier {
  /** Longest token that is looked at. */
  static final int TOKEN_CHARS_MAX = 4_096;

  /** How far the clocks of issuer and verifier may differ. */
  static final Duration SKEW_MAX = Duration.ofSeconds(60);

  private final ECKey key;
  private final TokenNames names;
  private final InstantSource time;
  private final CheckedTokens checked = new CheckedTokens();

  TokenVerifier(ECKey key, TokenNames names, InstantSource time) {
    this.key = key.toPublicJWK();
    this.names = names;
    this.time = time;
  }

  /** What came of reading a token. */
  public sealed interface Verdict {}

  /**
   * The token is good.
   *
   * @param clientId whom it was made for
   */
  public record Valid(String clientId) implements Verdict {}

  /**
   * The token is not good.
   *
   * @param code code for the caller
   * @param why what was expected; nothing of the token
   */
  public record Invalid(String code, String why) implements Verdict {}

  /** Reads a token. */
  public Verdict verify(String token) {
    if (token.length() > TOKEN_CHARS_MAX) {
      return invalid("a token of at most " + TOKEN_CHARS_MAX + " characters");
    }
    JWTClaimsSet known = checked.find(token);
    if (known != null) {
      return verify(known);
    }
    try {
      SignedJWT signed = CompactToken.parse(token);
      if (!isSignedHere(signed)) {
        return invalid("our signature");
      }
      JWTClaimsSet claims = signed.getJWTClaimsSet();
      checked.add(token, claims);
      return verify(claims);
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      return invalid("a signed JSON web token");
    }
  }

  private boolean isSignedHere(SignedJWT token) throws JOSEException {
    return JWSAlgorithm.ES256.equals(token.getHeader().getAlgorithm())
        && JOSEObjectType.JWT.equals(token.getHeader().getType())
        && token.getHeader().getCriticalParams() == null
        && token.verify(new ECDSAVerifier(key));
  }

  private Verdict verify(JWTClaimsSet claims) {
    Instant now = time.instant();
    Instant notBefore = instant(claims.getNotBeforeTime());
    Instant expires = instant(claims.getExpirationTime());
    String subject = claims.getSubject();
    if (!names.issuer().equals(claims.getIssuer())) {
      return invalid("the issuer " + names.issuer());
    }
    if (!List.of(names.audience()).equals(claims.getAudience())) {
      return invalid("the audience " + names.audience());
    }
    if (notBefore == null || now.plus(SKEW_MAX).isBefore(notBefore)) {
      return invalid("a token that holds already");
    }
    if (expires == null || !now.minus(SKEW_MAX).isBefore(expires)) {
      return new Invalid(
          "ExpiredAuthenticationToken", "expected a token that still holds, but it has expired");
    }
    return subject == null ? invalid("a subject") : new Valid(subject);
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static Invalid invalid(String expected) {
    return new Invalid(
        "InvalidAuthenticationToken", "expected %s, but found another".formatted(expected));
  }
}
