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
import org.jspecify.annotations.Nullable;

/**
 * Who may call: clients, the built-in issuer with its key, and the check of every request.
 *
 * @param clients who may sign in
 * @param key key of tokens
 * @param names names in tokens
 * @param issuer makes tokens
 * @param reader reads tokens, also those of an external issuer
 */
public record SignIn(
    Clients clients, ECKey key, TokenNames names, TokenIssuer issuer, TokenReader reader) {
  private static final String BEARER = "bearer ";

  /** What the log has before the id of a client of an external issuer, which is none of ours. */
  private static final String EXTERNAL = "oidc:";

  /** As below, with the built-in issuer alone. */
  public static SignIn in(Path folder, URI server, InstantSource time, Supplier<UUID> ids) {
    return in(folder, server, SignInChoice.BUILT_IN_ALONE, time, ids);
  }

  /**
   * Opens what a folder holds, and makes what is missing.
   *
   * @param server address that tokens of the built-in issuer name
   * @param choice whose tokens are believed
   */
  public static SignIn in(
      Path folder, URI server, SignInChoice choice, InstantSource time, Supplier<UUID> ids) {
    ECKey key = SigningKey.in(folder.resolve("signing-key.json"));
    TokenNames names = TokenNames.of(server);
    return new SignIn(
        Clients.in(folder, ids),
        key,
        names,
        new TokenIssuer(key, names, time, ids),
        new TokenReader(choice, new TokenVerifier(key, names, time), time));
  }

  /**
   * Who sent a request.
   *
   * @throws ApiException with status 401 if it does not say so credibly, 403 if the ledger does not
   *     know a client of the external issuer, and 503 if that issuer's keys cannot be had
   */
  public Caller callerOf(ApiRequest request) {
    String header = request.header("authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw unauthorized(
          "AuthenticationFailed",
          "expected an 'Authorization: Bearer' header, but found "
              + (header == null ? "none" : "another kind"));
    }
    return switch (reader.read(header.substring(BEARER.length()).strip())) {
      case TokenReader.Refused(String code, String why) -> throw unauthorized(code, why);
      case TokenReader.Unknown(String why) -> throw unavailable(why);
      case TokenReader.Known(Client.Kind kind, String id) -> callerOf(kind, id, request);
    };
  }

  private Caller callerOf(Client.Kind kind, String id, ApiRequest request) {
    Client client = clients.find(kind, id);
    if (client == null) {
      throw switch (kind) {
        case BUILT_IN ->
            unauthorized(
                "InvalidAuthenticationToken", "expected a known client, but found it no more");
        case EXTERNAL -> stranger(id);
      };
    }
    String name = kind == Client.Kind.EXTERNAL ? EXTERNAL + id : id;
    return new Caller(name, request.remoteAddress(), client.assignments());
  }

  /**
   * A client with the roles that it has now, for what it asked for earlier.
   *
   * @param name its name in the log
   * @return null if it is none any more
   */
  public @Nullable Caller callerNamed(String name, String remoteAddress) {
    boolean external = name.startsWith(EXTERNAL);
    if (external ? reader.choice().external() == null : !isBuiltIn()) {
      return null;
    }
    Client client =
        external
            ? clients.find(Client.Kind.EXTERNAL, name.substring(EXTERNAL.length()))
            : clients.find(Client.Kind.BUILT_IN, name);
    return client == null ? null : new Caller(name, remoteAddress, client.assignments());
  }

  private static ApiException stranger(String id) {
    return new ApiError(
            403,
            "AuthorizationFailed",
            "expected a client that has a role here, but '%s' has none".formatted(id))
        .thrown();
  }

  private static ApiException unavailable(String why) {
    return new ApiException(
        new ApiError(503, "ServiceUnavailable", why),
        Map.of("Retry-After", Long.toString(IssuerKeys.FETCH_EVERY.toSeconds())));
  }

  /** Whether there is a built-in issuer, which gives tokens. */
  public boolean isBuiltIn() {
    return reader.choice().builtIn() == SignInChoice.BuiltIn.ON;
  }

  /** Where callers get tokens: the built-in issuer, if there is one. */
  public String tokensFrom() {
    ExternalIssuer external = reader.choice().external();
    return isBuiltIn() || external == null ? names.issuer() : external.issuer();
  }

  private ApiException unauthorized(String code, String message) {
    return new ApiException(
        new ApiError(401, code, message),
        Map.of(
            "WWW-Authenticate",
            "Bearer authorization_uri=\"%s\", error=\"invalid_token\"".formatted(tokensFrom())));
  }

  /** Nothing of it, for it holds a key. */
  @Override
  public String toString() {
    return "sign-in of " + names.issuer();
  }
}
