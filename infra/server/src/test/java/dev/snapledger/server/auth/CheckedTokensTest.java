package dev.snapledger.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.Test;

class CheckedTokensTest {
  private final CheckedTokens tokens = new CheckedTokens();

  private static JWTClaimsSet claims(int n) {
    return new JWTClaimsSet.Builder().subject("client-" + n).build();
  }

  @Test
  void knowsWhatATokenSays() {
    // when
    tokens.add("one", claims(1));

    // then
    assertThat(tokens.find("one")).isEqualTo(claims(1));
    assertThat(tokens.find("two")).isNull();
  }

  @Test
  void forgetsTheOneThatWasUsedLongestAgo() {
    // given
    for (int n = 0; n < CheckedTokens.TOKENS_MAX; n++) {
      tokens.add("token-" + n, claims(n));
    }
    assertThat(tokens.find("token-0")).isEqualTo(claims(0));

    // when
    tokens.add("another", claims(-1));

    // then
    assertThat(tokens.find("token-0")).isEqualTo(claims(0));
    assertThat(tokens.find("token-1")).isNull();
    assertThat(tokens.find("token-2")).isEqualTo(claims(2));
  }
}
