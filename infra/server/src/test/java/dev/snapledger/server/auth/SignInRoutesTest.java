package dev.snapledger.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import dev.snapledger.server.openapi.DescribedAnswers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInRoutesTest {
  private static final URI SERVER = URI.create("https://localhost:8443");

  @TempDir Path folder;
  private SignIn signIn;
  private Routes routes;
  private String id;
  private String secret;

  @BeforeEach
  void open() throws IOException {
    signIn =
        SignIn.in(
            folder,
            SERVER,
            InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")),
            UUID::randomUUID);
    Routes.Builder builder = Routes.builder();
    new SignInRoutes(signIn).register(builder);
    routes = builder.build();
    id = Files.readString(signIn.clients().idFile()).strip();
    secret = Files.readString(signIn.clients().secretFile()).strip();
  }

  @Test
  void isFoundAtBothPaths() {
    // when
    ApiResponse plain = get("adfs", ".well-known", "openid-configuration");
    ApiResponse doubled = get("adfs", "adfs", ".well-known", "openid-configuration");

    // then
    assertThat(plain).isEqualTo(doubled);
    assertThat(text(plain, "issuer")).isEqualTo("https://localhost:8443/adfs");
    assertThat(text(plain, "token_endpoint")).isEqualTo("https://localhost:8443/adfs/oauth2/token");
  }

  @Test
  void showsThePublicKeyAlone() {
    // when
    JsonNode keys = Objects.requireNonNull(get("adfs", "discovery", "keys").body());

    // then
    assertThat(keys.at("/keys/0/kty").asText()).isEqualTo("EC");
    assertThat(keys.at("/keys/0").has("d")).isFalse();
  }

  @Test
  void givesATokenForIdAndSecret() {
    // when
    ApiResponse response = token(form(id, secret), null);

    // then
    assertThat(text(response, "token_type")).isEqualTo("Bearer");
    Caller caller = signIn.callerOf(request("GET", "", "Bearer " + text(response, "access_token")));
    assertThat(caller.id()).isEqualTo(id);
    assertThat(caller.principal()).isEqualTo(id + "@192.0.2.1");
  }

  @Test
  void givesATokenForABasicHeader() {
    // given
    String basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));

    // when, then
    assertThat(token("grant_type=client_credentials", "Basic " + basic).status()).isEqualTo(200);
    assertThat(token("grant_type=client_credentials", "Basic !!").status()).isEqualTo(400);
  }

  @Test
  void refusesWrongSecretsAndUnknownClientsAlike() {
    // when
    ApiResponse wrong = token(form(id, "wrong"), null);
    ApiResponse unknown = token(form("nobody", secret), null);

    // then
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong).isEqualTo(unknown);
  }

  @Test
  void refusesOtherGrantsAndBrokenForms() {
    // when, then
    assertThat(token("grant_type=password&client_id=" + id, null).status()).isEqualTo(400);
    assertThat(token("", null).status()).isEqualTo(400);
    assertThat(token("%zz=1", null).status()).isEqualTo(400);
    assertThat(token(form(id, "wrong") + "&client_secret=" + secret, null).status()).isEqualTo(400);
  }

  @Test
  void takesAFormOfAsManyFieldsAsItMayAndNoLongerOne() {
    // given
    String form = form(id, secret);
    int more = SignInRoutes.FORM_FIELDS_MAX - form.split("&", -1).length;

    // when, then
    assertThat(token(form + fields(more), null).status()).isEqualTo(200);
    assertThat(token(form + fields(more + 1), null).status()).isEqualTo(400);
  }

  private static String fields(int count) {
    return IntStream.range(0, count).mapToObj(i -> "&f%d=".formatted(i)).collect(joining());
  }

  @Test
  void refusesRequestsWithoutACredibleToken() {
    // when, then
    for (String header : new String[] {"", "Bearer", "Bearer x", "Basic eA==", "bearer a.b.c"}) {
      assertThatThrownBy(() -> signIn.callerOf(request("GET", "", header)))
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.error().status()).isEqualTo(401));
    }
  }

  @Test
  void refusesTokensOfClientsThatAreGone() {
    // given
    Client gone = new Client("gone", "gone", "", List.of());
    String token = signIn.issuer().issue(gone);

    // when, then
    assertThatThrownBy(() -> signIn.callerOf(request("GET", "", "Bearer " + token)))
        .hasMessageContaining("no more");
  }

  private ApiResponse get(String... path) {
    return answer(
        new ApiRequest("GET", List.of(path), Map.of(), Map.of(), "", SERVER, "192.0.2.1"));
  }

  private ApiResponse token(String body, @Nullable String authorization) {
    ApiRequest request = request("POST", body, authorization == null ? "" : authorization);
    return answer(request);
  }

  private ApiResponse answer(ApiRequest request) {
    ApiResponse response = routes.handle(request);
    DescribedAnswers.check(request.method(), "/" + String.join("/", request.path()), response);
    return response;
  }

  private static ApiRequest request(String method, String body, String authorization) {
    return new ApiRequest(
        method,
        List.of("adfs", "oauth2", "token"),
        Map.of(),
        Map.of("authorization", authorization),
        body,
        SERVER,
        "192.0.2.1");
  }

  private static String form(String id, String secret) {
    return "grant_type=client_credentials&client_id=%s&client_secret=%s&resource=x"
        .formatted(id, secret);
  }

  private static String text(ApiResponse response, String field) {
    return response.body() == null ? "" : response.body().path(field).asText();
  }
}
