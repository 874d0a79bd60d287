package dev.snapledger.cli.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server and how to sign in there.
 *
 * @param url its address, without a path
 * @param caFile certificates to trust; null for those that the system trusts
 * @param credentials what to sign in with
 * @param hint how to start a server at this address
 */
record Connection(URI url, @Nullable Path caFile, Credentials credentials, String hint) {
  static final String URL = "LEDGER_URL";
  static final String CA_FILE = "LEDGER_CA_FILE";
  static final String CLIENT_ID = "LEDGER_CLIENT_ID";
  static final String SECRET_FILE = "LEDGER_CLIENT_SECRET_FILE";
  static final String TOKEN = "LEDGER_TOKEN";
  static final String DATA = "LEDGER_DATA";
  private static final String DATA_DEFAULT = "ledger-data";

  /**
   * What a person said on the command line; null for what was not said.
   *
   * @param data data directory of a server on this machine
   */
  record Said(
      @Nullable Path data,
      @Nullable String url,
      @Nullable Path caFile,
      @Nullable String clientId,
      @Nullable Path secretFile) {}

  /**
   * Chooses: an address of the command line, then one of the environment, then a data directory's.
   * Nothing of a data directory is sent to an address from elsewhere.
   *
   * @throws IllegalArgumentException if something of it is wrong
   * @throws UnreachableException if there is no server, or nothing to sign in with
   */
  static Connection choose(Said said, Map<String, String> environment) {
    String url = said.url();
    if (url == null && said.data() == null) {
      url = environment.get(URL);
    }
    Path caFile = said.caFile() == null ? pathOf(environment, CA_FILE) : said.caFile();
    Credentials credentials = credentials(said, environment);
    if (url != null) {
      URI address = address(url);
      if (credentials == null) {
        throw new UnreachableException(
            "expected --client-id and --client-secret-file, or a token in %s, to sign in at %s, but found none"
                .formatted(TOKEN, url));
      }
      return new Connection(
          address, caFile, credentials, "is it the address that 'ledger up' printed?");
    }
    Path data = said.data() == null ? pathOf(environment, DATA) : said.data();
    return ofFolder(data == null ? Path.of(DATA_DEFAULT) : data, caFile, credentials);
  }

  private static Connection ofFolder(
      Path data, @Nullable Path caFile, @Nullable Credentials credentials) {
    Path file = data.resolve("http").resolve("url");
    String start =
        data.equals(Path.of(DATA_DEFAULT)) ? "'ledger up'" : "'ledger up --data " + data + "'";
    String url;
    try {
      url = Files.readString(file).strip();
    } catch (IOException _) {
      throw new UnreachableException(
          "expected the data directory of a ledger, but found no %s; start one with %s, or name a server with --url"
              .formatted(file, start));
    }
    Path own = data.resolve("tls").resolve("ca.pem");
    Path trusted = caFile == null && Files.exists(own) ? own : caFile;
    return new Connection(
        address(url),
        trusted,
        credentials == null ? new Credentials.OfFolder(data) : credentials,
        "start it with " + start);
  }

  private static @Nullable Credentials credentials(Said said, Map<String, String> environment) {
    String id = said.clientId() == null ? environment.get(CLIENT_ID) : said.clientId();
    Path secret = said.secretFile() == null ? pathOf(environment, SECRET_FILE) : said.secretFile();
    if ((id == null) != (secret == null)) {
      throw new IllegalArgumentException(
          "expected both --client-id and --client-secret-file, but found only one of them");
    }
    String token = environment.get(TOKEN);
    if (token != null && said.clientId() == null) {
      return new Credentials.Given(token.strip());
    }
    return id == null || secret == null ? null : new Credentials.OfClient(id, secret);
  }

  private static @Nullable Path pathOf(Map<String, String> environment, String name) {
    String found = environment.get(name);
    return found == null || found.isEmpty() ? null : Path.of(found);
  }

  private static URI address(String text) {
    URI url;
    try {
      url = URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected an address such as https://localhost:8443, but found '" + text + "'", e);
    }
    boolean root =
        url.getRawPath() == null || url.getRawPath().isEmpty() || url.getRawPath().equals("/");
    if (url.getHost() == null
        || !root
        || url.getRawQuery() != null
        || url.getRawUserInfo() != null
        || !("https".equals(url.getScheme()) || isPlainHere(url))) {
      throw new IllegalArgumentException(
          "expected an address such as https://localhost:8443, but found '" + text + "'");
    }
    return URI.create(url.getScheme() + "://" + url.getRawAuthority());
  }

  /** A token goes over a line in the clear only to this machine. */
  private static boolean isPlainHere(URI url) {
    if (!"http".equals(url.getScheme()) || !url.getHost().matches("localhost|[0-9.]+|\\[.*\\]")) {
      return false;
    }
    try {
      return InetAddress.getByName(url.getHost()).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
