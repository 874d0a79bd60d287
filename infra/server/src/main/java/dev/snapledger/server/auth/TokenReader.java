package dev.snapledger.server.auth;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads a token of whichever issuer it names. The name only says who has to have signed it; each
 * issuer's tokens are checked with that issuer's keys alone. Safe for many threads.
 */
public final class TokenReader {
  /** Longest token that is looked at; those of external issuers carry more than ours. */
  static final int TOKEN_CHARS_MAX = 8_192;

  private final SignInChoice choice;
  private final TokenVerifier builtIn;
  private final @Nullable ExternalVerifier external;

  TokenReader(SignInChoice choice, TokenVerifier builtIn, InstantSource time) {
    this.choice = choice;
    this.builtIn = builtIn;
    ExternalIssuer issuer = choice.external();
    this.external =
        issuer == null
            ? null
            : new ExternalVerifier(
                issuer, new IssuerKeys(new IssuerDocuments(issuer)::keys, time), time);
  }

  /** Whom a token is of, or why it is not believed. */
  sealed interface Reading {}

  /**
   * A client of one of the issuers.
   *
   * @param kind which issuer
   * @param id id that the issuer gave
   */
  record Known(Client.Kind kind, String id) implements Reading {}

  /**
   * It is not believed.
   *
   * @param code code for the caller
   * @param why what was expected; nothing of the token
   */
  record Refused(String code, String why) implements Reading {}

  /**
   * It may be good, but that cannot be said now.
   *
   * @param why what was expected
   */
  record Unknown(String why) implements Reading {}

  /** Whose tokens are believed. */
  SignInChoice choice() {
    return choice;
  }

  Reading read(String token) {
    ExternalVerifier other = external;
    if (other != null && token.length() <= TOKEN_CHARS_MAX) {
      SignedJWT signed = signedBy(other.issuer().issuer(), token);
      if (signed != null) {
        try {
          return reading(Client.Kind.EXTERNAL, other.verify(signed));
        } catch (IssuerUnavailableException _) {
          return new Unknown(
              "expected the keys of " + other.issuer().issuer() + ", but they cannot be had now");
        }
      }
    }
    return switch (choice.builtIn()) {
      case ON -> reading(Client.Kind.BUILT_IN, builtIn.verify(token));
      case OFF ->
          new Refused(
              "InvalidAuthenticationToken",
              "expected a token of the external issuer, but found another");
    };
  }

  /** The token, if it says that it is of an issuer; null otherwise. */
  private static @Nullable SignedJWT signedBy(String issuer, String token) {
    try {
      SignedJWT signed = CompactToken.parse(token);
      return issuer.equals(signed.getJWTClaimsSet().getIssuer()) ? signed : null;
    } catch (ParseException | IllegalArgumentException _) {
      return null;
    }
  }

  private static Reading reading(Client.Kind kind, TokenVerifier.Verdict verdict) {
    return switch (verdict) {
      case TokenVerifier.Valid(String id) -> new Known(kind, id);
      case TokenVerifier.Invalid(String code, String why) -> new Refused(code, why);
    };
  }
}
