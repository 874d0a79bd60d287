package dev.snapledger.server.auth;

import com.nimbusds.jose.jwk.ECKey;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The built-in issuer: its clients, its key, and the check of every request.
 *
 * @param clients who may sign in
 * @param key key of tokens
 * @param names names in tokens
 * @param issuer makes tokens
 * @param verifier reads them
 */
public record SignIn(
    Clients clients, ECKey key, TokenNames names, TokenIssuer issuer, TokenVerifier verifier) {
  private static final String BEARER = "bearer ";

  /**
   * Opens what a folder holds, and makes what is missing.
   *
   * @param server address that tokens name
   */
  public static SignIn in(Path folder, URI server, InstantSource time, Supplier<UUID> ids) {
    ECKey key = SigningKey.in(folder.resolve("signing-key.json"));
    TokenNames names = TokenNames.of(server);
    return new SignIn(
        Clients.in(folder, ids),
        key,
        names,
        new TokenIssuer(key, names, time, ids),
        new TokenVerifier(key, names, time));
  }

  /**
   * Who sent a request.
   *
   * @throws ApiException with status 401 if it does not say so credibly
   */
  public Caller callerOf(ApiRequest request) {
    String header = request.header("authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw unauthorized(
          "AuthenticationFailed",
          "expected an 'Authorization: Bearer' header, but found "
              + (header == null ? "none" : "another kind"));
    }
    return switch (verifier.verify(header.substring(BEARER.length()).strip())) {
      case TokenVerifier.Invalid(String code, String why) -> throw unauthorized(code, why);
      case TokenVerifier.Valid(String id) -> callerOf(id, request);
    };
  }

  private Caller callerOf(String id, ApiRequest request) {
    Client client = clients.find(id);
    if (client == null) {
      throw unauthorized(
          "InvalidAuthenticationToken", "expected a known client, but found it no more");
    }
    return new Caller(id, request.remoteAddress(), client.assignments());
  }

  private ApiException unauthorized(String code, String message) {
    return new ApiException(
        new ApiError(401, code, message),
        Map.of(
            "WWW-Authenticate",
            "Bearer authorization_uri=\"%s\", error=\"invalid_token\"".formatted(names.issuer())));
  }

  /** Nothing of it, for it holds a key. */
  @Override
  public String toString() {
    return "sign-in of " + names.issuer();
  }
}
