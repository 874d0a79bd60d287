package dev.snapledger.server.auth;

import static dev.snapledger.server.auth.IssuerInProcess.AUDIENCE;
import static dev.snapledger.server.auth.IssuerInProcess.key;
import static dev.snapledger.server.auth.IssuerInProcess.signed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of an issuer elsewhere, good ones and forged ones. */
class ExternalSignInTest {
  private static final URI SERVER = URI.create("https://localhost:8443");
  private static final List<RoleAssignment> READS =
      List.of(new RoleAssignment(Role.READER, AccessScope.EVERYTHING));
  private static RSAKey key;

  @TempDir Path folder;
  private IssuerInProcess issuer;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private SignIn signIn;

  @BeforeAll
  static void makeKey() throws Exception {
    key = key("key-1");
  }

  @BeforeEach
  void start() throws Exception {
    issuer = IssuerInProcess.start();
    issuer.show(key.toPublicJWK());
    signIn = signInWith(new SignInChoice(SignInChoice.BuiltIn.ON, issuer.issuer()));
    signIn.clients().addExternal("app-1", "one", READS);
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void knowsAClientByItsToken() throws Exception {
    // when
    Caller caller = call(signed(claims().build(), key));

    // then
    assertThat(caller).isEqualTo(new Caller("oidc:app-1", "192.0.2.1", READS));
    assertThat(issuer.keyFetches).hasValue(1);
  }

  @Test
  void takesTokensOfBothIssuersSideBySide() throws Exception {
    // given
    Client own = signIn.clients().add("own", READS).client();

    // when, then
    assertThat(outcome(signIn.issuer().issue(own))).isEqualTo(own.id());
    assertThat(outcome(signed(claims().build(), key))).isEqualTo("oidc:app-1");
  }

  @Test
  void takesNoneOfTheBuiltInIssuerWhereThatIsOff() throws Exception {
    // given
    signIn = signInWith(new SignInChoice(SignInChoice.BuiltIn.OFF, issuer.issuer()));
    Client own = signIn.clients().add("own", READS).client();

    // when, then
    assertThat(outcome(signIn.issuer().issue(own))).isEqualTo("401 InvalidAuthenticationToken");
    assertThat(outcome(signed(claims().build(), key))).isEqualTo("oidc:app-1");
    assertThat(signIn.tokensFrom()).isEqualTo(issuer.url());
  }

  @Test
  void refusesClientsThatNobodyAdded() throws Exception {
    // when, then
    assertThat(outcome(signed(claims().subject("app-2").build(), key)))
        .isEqualTo("403 AuthorizationFailed");
  }

  @Test
  void keepsTheClientsOfTheIssuersApart() throws Exception {
    // given
    Client own = signIn.clients().add("own", READS).client();
    Client foreign = Client.external("app-1", "one", READS);

    // when, then
    assertThat(outcome(signed(claims().subject(own.id()).build(), key)))
        .isEqualTo("403 AuthorizationFailed");
    assertThat(outcome(signIn.issuer().issue(foreign))).isEqualTo("401 InvalidAuthenticationToken");
    assertThat(signIn.clients().signIn("app-1", "")).isNull();
  }

  @Test
  void forgetsAClientThatIsRemovedAtOnce() throws Exception {
    // given
    String token = signed(claims().build(), key);
    assertThat(outcome(token)).isEqualTo("oidc:app-1");

    // when
    signIn.clients().remove("app-1");

    // then
    assertThat(outcome(token)).isEqualTo("403 AuthorizationFailed");
  }

  @Test
  void refusesTokensForSomebodyElseOrBySomebodyElse() throws Exception {
    // when, then
    assertRefused(signed(claims().audience("https://other.example").build(), key));
    assertRefused(signed(claims().audience((String) null).build(), key));
    assertRefused(signed(claims().issuer(issuer.url() + "/").build(), key));
    assertRefused(signed(claims().issuer(null).build(), key));
    assertThat(outcome(signed(claims().audience(List.of("x", AUDIENCE)).build(), key)))
        .isEqualTo("oidc:app-1");
  }

  @Test
  void refusesTokensOutsideTheirTime() throws Exception {
    // given
    Duration skew = TokenVerifier.SKEW_MAX;
    String ends = signed(claims().expirationTime(Date.from(now.minus(skew))).build(), key);
    String ended =
        signed(claims().expirationTime(Date.from(now.minus(skew).plusSeconds(1))).build(), key);
    String early =
        signed(claims().notBeforeTime(Date.from(now.plus(skew).plusSeconds(1))).build(), key);

    // when, then
    assertThat(outcome(ends)).isEqualTo("401 ExpiredAuthenticationToken");
    assertThat(outcome(ended)).isEqualTo("oidc:app-1");
    assertRefused(early);
    assertThat(outcome(signed(claims().expirationTime(null).build(), key)))
        .isEqualTo("401 ExpiredAuthenticationToken");
  }

  @Test
  void refusesTokensWithoutASignatureOrWithASharedSecret() throws Exception {
    // given
    SignedJWT hmac =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1").build(), claims().build());
    hmac.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(UTF_8)));
    SignedJWT encoded =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1").build(), claims().build());
    encoded.sign(new MACSigner(key.toPublicKey().getEncoded()));
    String good = signed(claims().build(), key);

    // when, then
    assertRefused(new PlainJWT(claims().build()).serialize());
    assertRefused(good.substring(0, good.lastIndexOf('.') + 1));
    assertRefused(hmac.serialize());
    assertRefused(encoded.serialize());
  }

  @Test
  void refusesKeysThatAreNotTheIssuers() throws Exception {
    // given
    RSAKey other = key("key-1");
    JWSHeader brought =
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-1").jwk(other.toPublicJWK()).build();
    JWSHeader unnamed = new JWSHeader.Builder(JWSAlgorithm.RS256).build();

    // when, then
    assertRefused(signed(claims().build(), other));
    assertRefused(signed(brought, claims().build(), other));
    assertRefused(signed(unnamed, claims().build(), key));
  }

  @Test
  void refusesKeysThatAreTooShortOrForSomethingElse() throws Exception {
    // given
    RSAKey small = new RSAKeyGenerator(1_024, true).keyID("small").generate();
    RSAKey encrypting =
        new RSAKey.Builder(key.toPublicJWK())
            .keyID("enc")
            .keyUse(com.nimbusds.jose.jwk.KeyUse.ENCRYPTION)
            .build();
    issuer.show(small.toPublicJWK(), encrypting);
    JWSHeader enc = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("enc").build();

    // when, then
    assertRefused(signed(claims().build(), small));
    assertRefused(signed(enc, claims().build(), key));
  }

  @Test
  void refusesHeadersThatDemandMore() throws Exception {
    // given
    JWSHeader critical =
        header().criticalParams(Set.of("x-must")).customParam("x-must", true).build();
    JWSHeader logout = header().type(new JOSEObjectType("logout+jwt")).build();
    JWSHeader access = header().type(new JOSEObjectType("at+jwt")).build();

    // when, then
    assertRefused(signed(critical, claims().build(), key));
    assertRefused(signed(logout, claims().build(), key));
    assertThat(outcome(signed(access, claims().build(), key))).isEqualTo("oidc:app-1");
  }

  @Test
  void takesKeysOfEllipticCurves() throws Exception {
    // given
    ECKey curve = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
    issuer.show(key.toPublicJWK(), curve.toPublicJWK());
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("ec").build(), claims().build());
    token.sign(new ECDSASigner(curve));

    // when, then
    assertThat(outcome(token.serialize())).isEqualTo("oidc:app-1");
  }

  @Test
  void readsTheClientFromTheClaimThatIsChosen() throws Exception {
    // given
    var byAzp = new ExternalIssuer(issuer.url(), AUDIENCE, null, null, "azp");
    signIn = signInWith(new SignInChoice(SignInChoice.BuiltIn.ON, byAzp));

    // when, then
    assertThat(outcome(signed(claims().subject("x").claim("azp", "app-1").build(), key)))
        .isEqualTo("oidc:app-1");
    assertRefused(signed(claims().build(), key));
    assertRefused(signed(claims().claim("azp", "app\n1").build(), key));
    assertRefused(signed(claims().claim("azp", List.of("app-1")).build(), key));
  }

  @Test
  void letsNobodyInWhileTheKeysCannotBeHad() throws Exception {
    // given
    issuer.keysStatus = 500;

    // when, then
    assertThat(outcome(signed(claims().build(), key))).isEqualTo("503 ServiceUnavailable");
    assertThat(outcome(signed(claims().build(), key))).isEqualTo("503 ServiceUnavailable");
    assertThat(issuer.keyFetches).hasValue(1);
  }

  @Test
  void sendsNobodyToTheIssuerForTextThatIsNoToken() {
    // when, then
    assertRefused("a.b.c");
    assertRefused("a".repeat(TokenReader.TOKEN_CHARS_MAX + 1));
    assertThat(issuer.keyFetches).hasValue(0);
  }

  private static JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-1");
  }

  private SignIn signInWith(SignInChoice choice) {
    return SignIn.in(folder, SERVER, choice, () -> now, UUID::randomUUID);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer.url())
        .audience(AUDIENCE)
        .subject("app-1")
        .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
  }

  private void assertRefused(String token) {
    assertThat(outcome(token)).isEqualTo("401 InvalidAuthenticationToken");
  }

  /** Id of the caller, or status and code. */
  private String outcome(String token) {
    try {
      return call(token).id();
    } catch (ApiException e) {
      ApiError error = e.error();
      return error.status() + " " + error.code();
    }
  }

  private Caller call(@Nullable String token) {
    return signIn.callerOf(
        new ApiRequest(
            "GET",
            List.of("subscriptions"),
            Map.of(),
            Map.of("authorization", "Bearer " + token),
            "",
            SERVER,
            "192.0.2.1"));
  }
}
