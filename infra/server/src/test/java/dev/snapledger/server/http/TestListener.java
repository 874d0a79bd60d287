package dev.snapledger.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.snapledger.server.tls.OwnCertificates;
import dev.snapledger.server.tls.TlsIdentity;
import io.helidon.webserver.http.HttpService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A listener at a free port that echoes, and bare connections to it. */
final class TestListener implements AutoCloseable {
  /** Longer than any test runs. */
  static final Duration LONG = Duration.ofHours(1);

  private final HttpListener listener;
  private final SSLContext trust;

  private TestListener(HttpListener listener, SSLContext trust) {
    this.listener = listener;
    this.trust = trust;
  }

  static TestListener start(Path folder, Patience patience) throws Exception {
    return start(folder, patience, null);
  }

  static TestListener start(Path folder, Patience patience, @Nullable HttpService blobs)
      throws Exception {
    return start(folder, patience, Capacity.USUAL, blobs);
  }

  static TestListener start(
      Path folder, Patience patience, Capacity capacity, @Nullable HttpService blobs)
      throws Exception {
    TlsIdentity identity = OwnCertificates.in(folder, InstantSource.system());
    HttpListener listener =
        HttpListener.start(
            new Binding("127.0.0.1", 0, null, null, patience, capacity),
            identity.serverContext(),
            _ -> Routes.builder().add("POST", "/echo", (request, _) -> echo(request)).build(),
            blobs,
            UUID::randomUUID,
            RequestMeter.NONE);
    return new TestListener(listener, trusting(identity));
  }

  private static ApiResponse echo(ApiRequest request) {
    return ApiResponse.ok(Json.object().put("chars", request.body().length()));
  }

  /** What trusts the server's own authority. */
  static SSLContext trusting(TlsIdentity identity) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", identity.chain().getLast());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  int port() {
    return listener.port();
  }

  Socket connect() throws IOException {
    return trust.getSocketFactory().createSocket("127.0.0.1", listener.port());
  }

  /** Sends text on a connection of its own, and gives what comes until the server closes it. */
  String exchange(String text) throws IOException {
    try (Socket socket = connect()) {
      try {
        send(socket, text);
      } catch (SocketException | SSLException _) {
        // The server had enough; what it answered may still be there.
      }
      return rest(socket);
    }
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** What comes until the server closes the connection, however it does that. */
  static String rest(Socket socket) throws IOException {
    var all = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    try {
      InputStream in = socket.getInputStream();
      for (int read = 0; read >= 0; read = in.read(buffer)) {
        all.write(buffer, 0, read);
      }
    } catch (SocketException | SSLException _) {
      // Closed without a good-bye.
    }
    return all.toString(ISO_8859_1);
  }

  @Override
  public void close() {
    listener.close();
  }
}
