package dev.snapledger.server.auth;

import static dev.snapledger.server.auth.IssuerInProcess.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.snapledger.server.tls.OwnCertificates;
import dev.snapledger.server.tls.TlsIdentity;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How keys of an issuer are fetched and remembered, whatever it does. */
class IssuerKeysTest {
  private static RSAKey first;
  private static RSAKey second;

  @TempDir Path folder;
  private IssuerInProcess issuer;
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeAll
  static void makeKeys() throws Exception {
    first = key("first");
    second = key("second");
  }

  @BeforeEach
  void start() throws Exception {
    issuer = IssuerInProcess.start();
    issuer.show(first.toPublicJWK());
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void fetchesOnceForManyTokens() throws Exception {
    // given
    IssuerKeys keys = keys(issuer.issuer());

    // when
    for (int i = 0; i < 100; i++) {
      assertThat(keys.find("first")).isEqualTo(first.toPublicJWK());
    }

    // then
    assertThat(issuer.keyFetches).hasValue(1);
  }

  @Test
  void asksAgainForAnUnknownKeyButNotMoreOftenThanItMay() throws Exception {
    // given
    IssuerKeys keys = keys(issuer.issuer());
    keys.find("first");
    issuer.show(first.toPublicJWK(), second.toPublicJWK());

    // when, then
    assertThat(keys.find("second")).isNull();
    assertThat(issuer.keyFetches).hasValue(1);
    now = now.plus(IssuerKeys.FETCH_EVERY);
    assertThat(keys.find("second")).isEqualTo(second.toPublicJWK());
    assertThat(issuer.keyFetches).hasValue(2);
  }

  @Test
  void isNotDrivenByForgedTokens() throws Exception {
    // given
    IssuerKeys keys = keys(issuer.issuer());
    keys.find("first");
    now = now.plus(IssuerKeys.FETCH_EVERY);
    List<Future<@Nullable JWK>> found = new ArrayList<>();

    // when
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        String id = "forged-" + i;
        found.add(threads.submit(() -> keys.find(id)));
      }
    }

    // then
    for (Future<@Nullable JWK> each : found) {
      assertThat(each.get()).isNull();
    }
    assertThat(issuer.keyFetches).hasValue(2);
  }

  @Test
  void forgetsAKeyThatTheIssuerTookOutWithTheNextSet() throws Exception {
    // given
    IssuerKeys keys = keys(issuer.issuer());
    keys.find("first");
    issuer.show(second.toPublicJWK());

    // when, then
    now = now.plusSeconds(299);
    assertThat(keys.find("first")).isNotNull();
    now = now.plusSeconds(1); // Half of max-age: a newer set is looked for.
    assertThat(keys.find("first")).isNull();
    assertThat(keys.find("second")).isNotNull();
  }

  @Test
  void believesWhatItHasToItsEndWhileTheIssuerIsDownAndNoLonger() throws Exception {
    // given
    IssuerKeys keys = keys(issuer.issuer());
    keys.find("first");
    issuer.keysStatus = 500;

    // when, then
    now = now.plusSeconds(599);
    assertThat(keys.find("first")).isNotNull();
    now = now.plusSeconds(31);
    assertUnavailable(keys, "expected status 200");
    assertUnavailable(keys, "found none yet"); // Without asking again so soon.
    assertThat(issuer.keyFetches).hasValue(3);
    issuer.keysStatus = 200;
    now = now.plus(IssuerKeys.FETCH_EVERY);
    assertThat(keys.find("first")).isNotNull();
  }

  @Test
  void boundsWhatTheIssuerSaysOfItsAge() throws Exception {
    // given
    issuer.cacheControl = "max-age=0";
    IssuerDocuments documents = new IssuerDocuments(issuer.issuer());

    // when, then
    assertThat(documents.keys().maxAge()).isEqualTo(IssuerDocuments.AGE_MIN);
    issuer.cacheControl = "max-age=999999999";
    assertThat(documents.keys().maxAge()).isEqualTo(IssuerDocuments.AGE_MAX);
    issuer.cacheControl = null;
    assertThat(documents.keys().maxAge()).isEqualTo(IssuerDocuments.AGE_DEFAULT);
  }

  @Test
  void letsNobodyInWithoutAKeySetThatIsOne() throws Exception {
    // when, then
    issuer.keySet = "{\"keys\":[" + " ".repeat(IssuerDocuments.DOCUMENT_BYTES_MAX) + "]}";
    assertUnavailable(keys(issuer.issuer()), "at most 262144 bytes");
    issuer.keySet = "{\"keys\":[]}";
    assertUnavailable(keys(issuer.issuer()), "found 0");
    issuer.keySet = "<html>";
    assertUnavailable(keys(issuer.issuer()), "JSON web key set");
    issuer.keySet =
        "{\"keys\":[%s]}"
            .formatted("{\"kty\":\"oct\",\"k\":\"AAAA\"},".repeat(101).replaceAll(",$", ""));
    assertUnavailable(keys(issuer.issuer()), "found 101");
  }

  @Test
  void takesASetOfAsManyKeysAsItMay() throws Exception {
    // given
    String key = second.toPublicJWK().toJSONString();
    issuer.keySet =
        "{\"keys\":[%s]}"
            .formatted(String.join(",", Collections.nCopies(IssuerDocuments.KEYS_MAX, key)));

    // when, then
    assertThat(new IssuerDocuments(issuer.issuer()).keys().keys().size()).isEqualTo(100);
  }

  @Test
  void followsNoRedirect() throws Exception {
    // given
    issuer.keysStatus = 302;
    issuer.location = issuer.url() + "/keys";

    // when, then
    assertUnavailable(keys(issuer.issuer()), "found 302");
    assertThat(issuer.keyFetches).hasValue(1);
  }

  @Test
  void believesTheDiscoveryDocumentOfTheIssuerAlone() {
    // when, then
    issuer.discovery = "{\"issuer\":\"https://other\",\"jwks_uri\":\"%s/keys\"}";
    assertUnavailable(keys(issuer.issuer()), "found another");
    issuer.discovery =
        "{\"issuer\":\"%s\",\"jwks_uri\":\"http://192.0.2.1/keys\"}".formatted(issuer.url());
    assertUnavailable(keys(issuer.issuer()), "jwks_uri");
    issuer.discovery = "[]";
    assertUnavailable(keys(issuer.issuer()), "JSON object");
  }

  @Test
  void asksAtTheAddressThatIsSaid() throws Exception {
    // given
    issuer.discovery = "none";
    var said =
        new ExternalIssuer(
            "https://elsewhere", "a", URI.create(issuer.url() + "/keys"), null, "sub");

    // when, then
    assertThat(keys(said).find("first")).isNotNull();
  }

  @Test
  void givesUpWaitingForAnIssuerThatSaysNothing() throws Exception {
    // given
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> unread = threads.submit(() -> swallow(silent));
      URI url = URI.create("http://localhost:" + silent.getLocalPort() + "/keys");
      IssuerKeys keys = keys(new ExternalIssuer("https://i", "a", url, null, "sub"));

      // when, then
      assertUnavailable(keys, "within PT5S");
      assertThat(unread.get()).isPositive();
    }
  }

  private static int swallow(ServerSocket server) throws Exception {
    try (Socket socket = server.accept();
        InputStream in = socket.getInputStream()) {
      return in.readAllBytes().length;
    }
  }

  @Test
  void trustsTheCertificatesThatAreChosen() throws Exception {
    // given
    TlsIdentity identity = OwnCertificates.in(folder, InstantSource.system());
    try (IssuerInProcess secure = IssuerInProcess.overTls(identity.serverContext())) {
      secure.show(first.toPublicJWK());
      ExternalIssuer trusted =
          new ExternalIssuer(secure.url(), "a", null, folder.resolve("ca.pem"), "sub");

      // when, then
      assertThat(keys(trusted).find("first")).isNotNull();
      assertUnavailable(keys(secure.issuer()), "SSLHandshakeException");
    }
  }

  private IssuerKeys keys(ExternalIssuer of) {
    return new IssuerKeys(new IssuerDocuments(of)::keys, () -> now);
  }

  private static void assertUnavailable(IssuerKeys keys, String why) {
    assertThatThrownBy(() -> keys.find("first"))
        .isInstanceOf(IssuerUnavailableException.class)
        .hasMessageContaining(why);
  }
}
