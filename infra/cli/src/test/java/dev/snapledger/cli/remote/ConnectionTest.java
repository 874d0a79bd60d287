package dev.snapledger.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.cli.remote.Connection.Said;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
  private static final String ELSEWHERE = "https://ledger.example.com:8443";

  @TempDir Path data;

  @BeforeEach
  void write() throws Exception {
    Files.createDirectories(data.resolve("http"));
    Files.createDirectories(data.resolve("tls"));
    Files.writeString(data.resolve("http/url"), "https://localhost:9443\n");
    Files.writeString(data.resolve("tls/ca.pem"), "");
  }

  @Test
  void aDataDirectorySaysAll() {
    // when
    Connection chosen =
        Connection.choose(
            new Said(data, null, null, null, null), Map.of(Connection.URL, ELSEWHERE));

    // then
    assertThat(chosen.url()).isEqualTo(URI.create("https://localhost:9443"));
    assertThat(chosen.caFile()).isEqualTo(data.resolve("tls/ca.pem"));
    assertThat(chosen.credentials()).isEqualTo(new Credentials.OfFolder(data));
  }

  @Test
  void nothingOfADataDirectoryGoesElsewhere() {
    // given
    Said said = new Said(data, ELSEWHERE, null, null, null);

    // then
    assertThatThrownBy(() -> Connection.choose(said, Map.of()))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("--client-id");
    Connection chosen = Connection.choose(said, Map.of(Connection.TOKEN, "secret"));
    assertThat(chosen.caFile()).isNull();
    assertThat(chosen.credentials()).isEqualTo(new Credentials.Given("secret"));
    assertThat(chosen.toString()).doesNotContain("secret");
  }

  @Test
  void theEnvironmentIsEnough() {
    // when
    Connection chosen =
        Connection.choose(
            new Said(null, null, null, null, null),
            Map.of(
                Connection.URL, ELSEWHERE,
                Connection.CA_FILE, "ca",
                Connection.CLIENT_ID, "id",
                Connection.SECRET_FILE, "file"));

    // then
    assertThat(chosen.url()).isEqualTo(URI.create(ELSEWHERE));
    assertThat(chosen.caFile()).isEqualTo(Path.of("ca"));
    assertThat(chosen.credentials()).isEqualTo(new Credentials.OfClient("id", Path.of("file")));
  }

  @Test
  void refusesHalfAClient() {
    assertThatThrownBy(
            () -> Connection.choose(new Said(null, ELSEWHERE, null, "id", null), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--client-secret-file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://localhost",
        "https://host/path",
        "https://user@host",
        "http://ledger.example.com",
        "no address",
        "https://host?query"
      })
  void refusesWhatIsNoAddress(String url) {
    assertThatThrownBy(
            () ->
                Connection.choose(
                    new Said(null, url, null, null, null), Map.of(Connection.TOKEN, "t")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected an address such as https://localhost:8443");
  }

  @Test
  void takesPlainHttpOfThisMachine() {
    // when
    Connection chosen =
        Connection.choose(
            new Said(null, "http://127.0.0.1:8080/", null, null, null),
            Map.of(Connection.TOKEN, "t"));

    // then
    assertThat(chosen.url()).isEqualTo(URI.create("http://127.0.0.1:8080"));
  }
}
