package dev.snapledger.server.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens: none is believed but the one that was issued. */
class TokenFuzzTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final TokenNames NAMES = TokenNames.of(URI.create("https://localhost:8443"));
  private static final ECKey KEY = key();
  private static final String ISSUED =
      new TokenIssuer(KEY, NAMES, () -> NOW, () -> new UUID(1, 1))
          .issue(new Client("client", "one", "", List.of()));
  private static final String SIGNED = ISSUED.substring(0, ISSUED.lastIndexOf('.'));
  private static final TokenVerifier VERIFIER = new TokenVerifier(KEY, NAMES, () -> NOW);

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("key").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("expected a key, but " + e, e);
    }
  }

  static Stream<byte[]> seeds() {
    String claims = SIGNED.substring(SIGNED.indexOf('.'));
    return Stream.of(
            ISSUED,
            "\0 " + ISSUED, // Once believed: what is around a token was taken away.
            SIGNED + ".",
            header("{\"alg\":\"none\",\"typ\":\"JWT\"}") + claims + ".",
            header("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + claims + ".AAAA",
            header("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"crit\":[\"a\"],\"zip\":\"DEF\"}") + claims,
            "a.b.c.d.e")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  private static String header(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void nothingElseIsBelieved(byte[] input) {
    String token = new String(input, ISO_8859_1);

    // when
    TokenVerifier.Verdict verdict = VERIFIER.verify(token);

    // then
    switch (verdict) {
      case TokenVerifier.Valid(String client) -> {
        assertThat(client).isEqualTo("client");
        assertThat(token).startsWith(SIGNED + ".");
      }
      case TokenVerifier.Invalid(String code, String why) ->
          assertThat(code + why).doesNotContain("client", "Exception");
    }
  }
}
