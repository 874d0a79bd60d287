package dev.snapledger.app.config;

import dev.snapledger.server.auth.ExternalIssuer;
import dev.snapledger.server.auth.SignInChoice;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Whose tokens a node's HTTPS server believes. */
public final class AuthChoice {
  private AuthChoice() {}

  /**
   * Reads the settings that begin with {@code auth.}.
   *
   * @throws InvalidSettingException if one cannot be used
   */
  public static SignInChoice of(Settings settings) {
    SignInChoice.BuiltIn builtIn =
        settings.choice(Setting.AUTH_BUILT_IN, Truth.class) == Truth.TRUE
            ? SignInChoice.BuiltIn.ON
            : SignInChoice.BuiltIn.OFF;
    ExternalIssuer external = external(settings);
    if (external == null && builtIn == SignInChoice.BuiltIn.OFF) {
      throw new InvalidSettingException(
          Setting.AUTH_OIDC_ISSUER.key(), "an issuer, as auth.built-in is false", "");
    }
    return new SignInChoice(builtIn, external);
  }

  private enum Truth {
    TRUE,
    FALSE
  }

  private static @Nullable ExternalIssuer external(Settings settings) {
    if (!settings.isGiven(Setting.AUTH_OIDC_ISSUER)) {
      refuse(settings, Setting.AUTH_OIDC_AUDIENCE);
      refuse(settings, Setting.AUTH_OIDC_JWKS_URL);
      refuse(settings, Setting.AUTH_OIDC_CA_FILE);
      return null;
    }
    if (!settings.isGiven(Setting.AUTH_OIDC_AUDIENCE)) {
      throw new InvalidSettingException(
          Setting.AUTH_OIDC_AUDIENCE.key(), "what the issuer's tokens for this server name", "");
    }
    String claim = settings.text(Setting.AUTH_OIDC_CLIENT_CLAIM);
    if (!claim.matches("[A-Za-z0-9_.:/-]{1,128}")) {
      throw new InvalidSettingException(
          Setting.AUTH_OIDC_CLIENT_CLAIM.key(), "the name of a claim", claim);
    }
    return new ExternalIssuer(
        url(settings, Setting.AUTH_OIDC_ISSUER).toString(),
        settings.text(Setting.AUTH_OIDC_AUDIENCE),
        settings.isGiven(Setting.AUTH_OIDC_JWKS_URL)
            ? url(settings, Setting.AUTH_OIDC_JWKS_URL)
            : null,
        HttpChoice.file(settings, Setting.AUTH_OIDC_CA_FILE),
        claim);
  }

  private static URI url(Settings settings, Setting setting) {
    String text = settings.text(setting);
    try {
      URI url = URI.create(text);
      if (ExternalIssuer.mayBeAsked(url)) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // Said below, as for every other address that is not asked.
    }
    throw new InvalidSettingException(
        setting.key(), "an https address, or an http address of this machine", text);
  }

  private static void refuse(Settings settings, Setting setting) {
    if (settings.isGiven(setting)) {
      throw new InvalidSettingException(
          setting.key(), "nothing without auth.oidc.issuer", settings.text(setting));
    }
  }
}
