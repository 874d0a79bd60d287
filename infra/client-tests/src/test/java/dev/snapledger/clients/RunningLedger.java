package dev.snapledger.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.NodeServer;
import dev.snapledger.app.SignInFiles;
import dev.snapledger.app.config.Settings;
import dev.snapledger.server.LedgerServer;
import dev.snapledger.server.auth.SignIn;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Broker, node and HTTPS server on a free port, as {@code ledger up} starts them. */
final class RunningLedger implements AutoCloseable {
  private static final int SOCKET_MILLIS_MAX = 180_000;

  private final Path folder;
  private final LedgerNode node;
  private final NodeServer server;
  private final MovableClock clock;
  private final Path caFile;
  private final SSLContext trust;

  private RunningLedger(Path folder, LedgerNode node, NodeServer server, MovableClock clock)
      throws Exception {
    this.folder = folder;
    this.node = node;
    this.server = server;
    this.clock = clock;
    this.caFile = Objects.requireNonNull(server.caFile());
    this.trust = trusting(caFile);
  }

  static RunningLedger start(Path folder, Map<String, String> more) throws Exception {
    Map<String, String> values = new HashMap<>(more);
    values.put("http.port", "0");
    values.put("log.partitions", "2");
    Settings settings = Settings.of(values);
    var clock = new MovableClock();
    var ports = new NodePorts(clock, UUID::randomUUID);
    LedgerNode node = LedgerNode.start(folder, settings, ports);
    NodeServer server = NodeServer.start(node, folder, settings, ports);
    return new RunningLedger(folder, node, server, clock);
  }

  LedgerNode node() {
    return node;
  }

  /** The clock of node and server. */
  MovableClock clock() {
    return clock;
  }

  URI url() {
    return server.url();
  }

  /** What clients have to trust. */
  Path caFile() {
    return caFile;
  }

  String clientId() {
    return SignInFiles.in(folder).clientId();
  }

  String clientSecret() throws Exception {
    return Files.readString(SignInFiles.in(folder).secretFile()).strip();
  }

  /** For clients that trust the server's authority and nobody else. */
  HttpClient.Builder clientBuilder() {
    return HttpClient.newBuilder().sslContext(trust);
  }

  /** A connection for requests that no proper client sends. */
  Socket connect() throws IOException {
    URI url = url();
    Socket socket = trust.getSocketFactory().createSocket(url.getHost(), url.getPort());
    socket.setSoTimeout(SOCKET_MILLIS_MAX);
    return socket;
  }

  /** What the server has for signing in, as of another time: for tokens that hold no more. */
  SignIn signIn(InstantSource time) {
    return signIn(url(), time);
  }

  /** The same as of another server. */
  SignIn signIn(URI url, InstantSource time) {
    return SignIn.in(LedgerServer.authFolder(folder), url, time, UUID::randomUUID);
  }

  /** Signs in with id and secret, as a client does. */
  String token() throws Exception {
    String form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s&resource=%s"
            .formatted(clientId(), clientSecret(), URLEncoder.encode(url() + "/", UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/adfs/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try (HttpClient client = clientBuilder().build()) {
      String body = client.send(request, BodyHandlers.ofString()).body();
      return new ObjectMapper().readTree(body).path("access_token").asText();
    }
  }

  private static SSLContext trusting(Path caFile) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(caFile)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() {
    server.close();
    node.close();
  }
}
