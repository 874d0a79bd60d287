package dev.snapledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.server.auth.ExternalIssuer;
import dev.snapledger.server.auth.SignInChoice;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthChoiceTest {
  @Test
  void isTheBuiltInIssuerIfNothingIsSaid() {
    // when, then
    assertThat(AuthChoice.of(Settings.defaults())).isEqualTo(SignInChoice.BUILT_IN_ALONE);
  }

  @Test
  void readsAnExternalIssuer(@TempDir Path folder) throws Exception {
    // given
    Path ca = Files.writeString(folder.resolve("ca.pem"), "x");

    // when
    SignInChoice choice =
        choice(
            "auth.built-in", "false",
            "auth.oidc.issuer", "https://login.example/tenant/",
            "auth.oidc.audience", "api://ledger",
            "auth.oidc.jwks-url", "https://login.example/keys",
            "auth.oidc.ca-file", ca.toString(),
            "auth.oidc.client-claim", "azp");

    // then
    assertThat(choice)
        .isEqualTo(
            new SignInChoice(
                SignInChoice.BuiltIn.OFF,
                new ExternalIssuer(
                    "https://login.example/tenant/",
                    "api://ledger",
                    URI.create("https://login.example/keys"),
                    ca,
                    "azp")));
  }

  @Test
  void refusesWhatCannotBeUsed() {
    // when, then
    assertRefused("auth.oidc.issuer", "auth.built-in", "false");
    assertRefused("auth.built-in", "auth.built-in", "perhaps");
    assertRefused("auth.oidc.audience", "auth.oidc.issuer", "https://login.example");
    assertRefused("auth.oidc.audience", "auth.oidc.audience", "a");
    for (String wrong : new String[] {"login", "http://login.example", "https://u@login.example"}) {
      assertRefused("auth.oidc.issuer", "auth.oidc.issuer", wrong, "auth.oidc.audience", "a");
    }
    assertRefused(
        "auth.oidc.ca-file",
        "auth.oidc.issuer",
        "http://127.0.0.1:1",
        "auth.oidc.audience",
        "a",
        "auth.oidc.ca-file",
        "/none");
  }

  private static void assertRefused(String name, String... settings) {
    assertThatThrownBy(() -> choice(settings))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(name);
  }

  private static SignInChoice choice(String... settings) {
    Map<String, String> values = new java.util.HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    return AuthChoice.of(Settings.of(values));
  }
}
