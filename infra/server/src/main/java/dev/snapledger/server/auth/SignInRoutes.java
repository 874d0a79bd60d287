package dev.snapledger.server.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.ApiHandler;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.PathVariables;
import dev.snapledger.server.http.Routes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The sign-in that Azure's clients take for an ADFS server: discovery, keys, and tokens for client
 * credentials (RFC 6749 section 4.4).
 */
public final class SignInRoutes {
  /** Fields of a form for a token; RFC 6749 knows five for it. */
  static final int FORM_FIELDS_MAX = 50;

  private final SignIn signIn;

  public SignInRoutes(SignIn signIn) {
    this.signIn = signIn;
  }

  /** Adds the routes below {@code /adfs}. */
  public void register(Routes.Builder routes) {
    ApiHandler discovery = this::discovery;
    // Clients that are told the tenant 'adfs' ask below it: the doubled path is real.
    routes.add("GET", "/adfs/.well-known/openid-configuration", discovery);
    routes.add("GET", "/adfs/adfs/.well-known/openid-configuration", discovery);
    for (String path : new String[] {"/adfs/oauth2/token", "/adfs/adfs/oauth2/token"}) {
      routes.add("POST", path, this::token);
    }
    routes.add("GET", "/adfs/discovery/keys", this::keys);
  }

  private ApiResponse discovery(ApiRequest request, PathVariables path) {
    String base = signIn.names().issuer();
    ObjectNode body = Json.object();
    body.put("issuer", base)
        .put("authorization_endpoint", base + "/oauth2/authorize")
        .put("token_endpoint", base + "/oauth2/token")
        .put("jwks_uri", base + "/discovery/keys");
    body.putArray("response_types_supported").add("token");
    body.putArray("subject_types_supported").add("public");
    body.putArray("grant_types_supported").add("client_credentials");
    body.putArray("token_endpoint_auth_methods_supported")
        .add("client_secret_post")
        .add("client_secret_basic");
    body.putArray("id_token_signing_alg_values_supported").add("ES256");
    return ApiResponse.ok(body);
  }

  private ApiResponse keys(ApiRequest request, PathVariables path) {
    ObjectNode body = Json.object();
    body.putArray("keys").add(Json.readObject(signIn.key().toPublicJWK().toJSONString()));
    return ApiResponse.ok(body);
  }

  private ApiResponse token(ApiRequest request, PathVariables path) {
    Map<String, String> form;
    try {
      form = form(request.body());
      addBasic(request, form);
    } catch (IllegalArgumentException _) {
      return refused(400, "invalid_request", "expected a form, but found something else");
    }
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return refused(400, "unsupported_grant_type", "expected grant_type client_credentials");
    }
    Client client =
        signIn
            .clients()
            .signIn(form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", ""));
    if (client == null) {
      return refused(401, "invalid_client", "expected a known client and its secret")
          .with("WWW-Authenticate", "Basic realm=\"adfs\"");
    }
    ObjectNode body = Json.object();
    body.put("token_type", "Bearer")
        .put("expires_in", TokenIssuer.VALID.toSeconds())
        .put("access_token", signIn.issuer().issue(client));
    return ApiResponse.ok(body);
  }

  private static void addBasic(ApiRequest request, Map<String, String> form) {
    String header = request.header("authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      return;
    }
    String pair =
        new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("expected id and secret, but found no colon");
    }
    form.put("client_id", URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8));
    form.put("client_secret", URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8));
  }

  /** Fields of a form; a field that occurs twice is refused, as RFC 6749 demands. */
  private static Map<String, String> form(String body) {
    String[] pairs = body.split("&", FORM_FIELDS_MAX + 1);
    if (pairs.length > FORM_FIELDS_MAX) {
      throw new IllegalArgumentException("expected at most %d fields".formatted(FORM_FIELDS_MAX));
    }
    Map<String, String> fields = new HashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = pair.substring(0, Math.max(equals, 0));
      String value = pair.substring(equals + 1);
      if (fields.put(
              URLDecoder.decode(name, StandardCharsets.UTF_8),
              URLDecoder.decode(value, StandardCharsets.UTF_8))
          != null) {
        throw new IllegalArgumentException("expected each field once");
      }
    }
    return fields;
  }

  private static ApiResponse refused(int status, String error, String description) {
    return new ApiResponse(
        status, Map.of(), Json.object().put("error", error).put("error_description", description));
  }
}
