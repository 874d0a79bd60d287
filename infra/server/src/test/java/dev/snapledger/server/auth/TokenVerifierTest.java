package dev.snapledger.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.snapledger.server.auth.TokenVerifier.Invalid;
import dev.snapledger.server.auth.TokenVerifier.Valid;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on tokens, each of which must fail. */
class TokenVerifierTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final TokenNames NAMES = TokenNames.of(URI.create("https://localhost:8443"));
  private static final Client CLIENT = new Client("client-1", "one", "", List.of());
  private static ECKey key;

  @BeforeAll
  static void makeKey() throws Exception {
    key = makeKey("key-1");
  }

  @Test
  void believesItsOwnTokens() {
    // when, then
    assertThat(verify(issued())).isEqualTo(new Valid("client-1"));
  }

  @Test
  void refusesATokenWithoutASignature() {
    // given
    String none = new PlainJWT(claims().build()).serialize();
    String stripped = issued().substring(0, issued().lastIndexOf('.') + 1);

    // when, then
    assertThat(verify(none)).isInstanceOf(Invalid.class);
    assertThat(verify(stripped)).isInstanceOf(Invalid.class);
    assertThat(verify(withHeader("{\"alg\":\"none\",\"typ\":\"JWT\"}")))
        .isInstanceOf(Invalid.class);
    assertThat(verify(withHeader("{\"alg\":\"NoNe\",\"typ\":\"JWT\"}")))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void refusesATokenOfAnotherKeyThatSaysItIsOurs() throws Exception {
    // given
    ECKey other = makeKey("key-1");

    // when, then
    assertThat(verify(signed(claims().build(), other))).isInstanceOf(Invalid.class);
  }

  @Test
  void refusesAKeyThatTheTokenBringsAlong() throws Exception {
    // given
    ECKey other = makeKey("key-1");
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .jwk(other.toPublicJWK())
            .build();
    SignedJWT token = new SignedJWT(header, claims().build());
    token.sign(new ECDSASigner(other));

    // when, then
    assertThat(verify(token.serialize())).isInstanceOf(Invalid.class);
  }

  @Test
  void refusesThePublicKeyUsedAsASecret() throws Exception {
    // given
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build(),
            claims().build());
    token.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(UTF_8)));

    // when, then
    assertThat(verify(token.serialize())).isInstanceOf(Invalid.class);
  }

  @Test
  void refusesClaimsThatWereChanged() {
    // given
    String[] parts = issued().split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    String changed = encode(claims.replace("client-1", "client-2"));

    // when, then
    assertThat(claims).contains("client-1");
    assertThat(verify(parts[0] + "." + changed + "." + parts[2])).isInstanceOf(Invalid.class);
  }

  @Test
  void refusesASignatureOfZeros() {
    // given
    String token = issued();
    String zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);

    // when, then
    assertThat(verify(token.substring(0, token.lastIndexOf('.') + 1) + zeros))
        .isInstanceOf(Invalid.class);
  }

  /** A library takes such characters away; found by TokenFuzzTest. */
  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "\0", "=", "/", "\u00e4"})
  void refusesATokenWithMoreAroundIt(String more) {
    // when, then
    assertThat(verify(more + issued())).isInstanceOf(Invalid.class);
    assertThat(verify(issued() + more)).isInstanceOf(Invalid.class);
    assertThat(verify(issued().replaceFirst("\\.", more + "."))).isInstanceOf(Invalid.class);
  }

  @Test
  void refusesATokenFromTheEndOfItsTimeOn() {
    // given
    String token = issued();
    Instant end = NOW.plus(TokenIssuer.VALID).plus(TokenVerifier.SKEW_MAX);

    // when, then
    assertThat(verify(token, end.minusSeconds(1))).isInstanceOf(Valid.class);
    assertThat(verify(token, end))
        .isInstanceOfSatisfying(
            Invalid.class, i -> assertThat(i.code()).isEqualTo("ExpiredAuthenticationToken"));
  }

  @Test
  void refusesATokenThatItKnowsFromTheEndOfItsTimeOn() {
    // given
    Instant end = NOW.plus(TokenIssuer.VALID).plus(TokenVerifier.SKEW_MAX);
    Instant[] now = {end.minusSeconds(1)};
    var verifier = new TokenVerifier(key, NAMES, () -> now[0]);
    String token = issued();

    // when
    TokenVerifier.Verdict first = verifier.verify(token);
    TokenVerifier.Verdict again = verifier.verify(token);
    now[0] = end;
    TokenVerifier.Verdict late = verifier.verify(token);
    TokenVerifier.Verdict other = verifier.verify(token.substring(0, token.length() - 4) + "AAAA");

    // then
    assertThat(first).isEqualTo(new Valid("client-1"));
    assertThat(again).isEqualTo(new Valid("client-1"));
    assertThat(late).isInstanceOf(Invalid.class);
    assertThat(other).isInstanceOf(Invalid.class);
  }

  @Test
  void refusesATokenBeforeItsTime() {
    // given
    Instant start = NOW.minus(TokenVerifier.SKEW_MAX);

    // when, then
    assertThat(verify(issued(), start)).isInstanceOf(Valid.class);
    assertThat(verify(issued(), start.minusSeconds(1))).isInstanceOf(Invalid.class);
  }

  @Test
  void refusesATokenForSomebodyElse() throws Exception {
    // given
    JWTClaimsSet.Builder both = claims().audience(List.of(NAMES.audience(), "https://other/"));

    // when, then
    assertThat(verify(signed(claims().audience("https://other/").build(), key)))
        .isInstanceOf(Invalid.class);
    assertThat(verify(signed(both.build(), key))).isInstanceOf(Invalid.class);
    assertThat(verify(signed(claims().issuer("https://other/adfs").build(), key)))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void refusesATokenWithoutAnEndOrASubject() throws Exception {
    // when, then
    assertThat(verify(signed(claims().expirationTime(null).build(), key)))
        .isInstanceOf(Invalid.class);
    assertThat(verify(signed(claims().notBeforeTime(null).build(), key)))
        .isInstanceOf(Invalid.class);
    assertThat(verify(signed(claims().subject(null).build(), key))).isInstanceOf(Invalid.class);
  }

  @Test
  void refusesHeadersThatDemandMore() throws Exception {
    // given
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .criticalParams(Set.of("x-must"))
            .customParam("x-must", true)
            .build();
    SignedJWT token = new SignedJWT(header, claims().build());
    token.sign(new ECDSASigner(key));

    // when, then
    assertThat(verify(token.serialize())).isInstanceOf(Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "....", "eyJhbGciOiJFUzI1NiJ9..", "é.é.é"})
  void refusesWhatIsNoToken(String text) {
    // when, then
    assertThat(verify(text)).isInstanceOf(Invalid.class);
  }

  @Test
  void refusesEndlessTextUnread() {
    // when, then
    assertThat(verify("a".repeat(TokenVerifier.TOKEN_CHARS_MAX + 1)))
        .isInstanceOfSatisfying(
            Invalid.class, i -> assertThat(i.why()).contains("at most 4096 characters"));
  }

  private static String issued() {
    return new TokenIssuer(key, NAMES, InstantSource.fixed(NOW), () -> new UUID(0, 1))
        .issue(CLIENT);
  }

  private static TokenVerifier.Verdict verify(String token) {
    return verify(token, NOW);
  }

  private static TokenVerifier.Verdict verify(String token, Instant now) {
    return new TokenVerifier(key, NAMES, InstantSource.fixed(now)).verify(token);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(NAMES.issuer())
        .audience(NAMES.audience())
        .subject("client-1")
        .notBeforeTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plus(Duration.ofHours(1))));
  }

  private static String signed(JWTClaimsSet claims, ECKey by) throws Exception {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(by.getKeyID())
            .build();
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(new ECDSASigner(by));
    return token.serialize();
  }

  private static String withHeader(String header) {
    String token = issued();
    return encode(header) + token.substring(token.indexOf('.'));
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static ECKey makeKey(String id) throws Exception {
    return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
  }
}
