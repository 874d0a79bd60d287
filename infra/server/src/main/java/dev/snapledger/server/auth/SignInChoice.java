package dev.snapledger.server.auth;

import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are believed.
 *
 * @param builtIn whether the built-in issuer gives tokens, and its tokens are taken
 * @param external an issuer elsewhere; null for none
 */
public record SignInChoice(BuiltIn builtIn, @Nullable ExternalIssuer external) {
  /** Whether there is a built-in issuer. */
  public enum BuiltIn {
    ON,
    OFF
  }

  /** The built-in issuer and no other. */
  public static final SignInChoice BUILT_IN_ALONE = new SignInChoice(BuiltIn.ON, null);

  public SignInChoice {
    if (builtIn == BuiltIn.OFF && external == null) {
      throw new IllegalArgumentException("expected an issuer at least, but found none");
    }
  }
}
