package dev.snapledger.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.Binding;
import dev.snapledger.server.http.HttpListener;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.RequestMeter;
import dev.snapledger.server.http.Routes;
import dev.snapledger.server.tls.OwnCertificates;
import dev.snapledger.server.tls.TlsIdentity;
import dev.snapledger.server.web.WebRoutes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The page with its real server and headers, before interfaces that answer what a test wants. Its
 * rows are read and changed while it is locked.
 */
final class FakeLedger implements Site {
  private static final String ID = "admin";
  private static final String SECRET = "s3cret";

  private final FakeData data = new FakeData();
  private final FakeStreams streams = new FakeStreams();
  private final Set<String> tokens = new HashSet<>();
  private final TlsIdentity identity;
  private final int port;
  private HttpListener listener;
  private int issued;

  private FakeLedger(Path folder) {
    identity = OwnCertificates.in(folder, InstantSource.system());
    listener = listen(0);
    port = listener.port();
  }

  static FakeLedger start(Path folder) {
    return new FakeLedger(folder);
  }

  private HttpListener listen(int port) {
    return HttpListener.start(
        new Binding("127.0.0.1", port, null),
        identity.serverContext(),
        _ -> routes(),
        null,
        UUID::randomUUID,
        RequestMeter.NONE);
  }

  private Routes routes() {
    Routes.Builder routes = Routes.builder();
    WebRoutes.register(routes);
    new FakeQueries(this).register(routes);
    FakeActions actions = new FakeActions(this);
    actions.register(routes);
    new FakeMaking(this, actions).register(routes);
    return routes.build();
  }

  @Override
  public URI url() {
    return listener.address().canonical();
  }

  @Override
  public String clientId() {
    return ID;
  }

  @Override
  public String clientSecret() {
    return SECRET;
  }

  FakeStreams streams() {
    return streams;
  }

  /** Reads or changes what is there. */
  synchronized void with(Consumer<FakeData> work) {
    work.accept(data);
  }

  /** Changes a snapshot or disk, and tells it. */
  void change(String id, String type, Consumer<ObjectNode> change) {
    ObjectNode[] told = new ObjectNode[1];
    with(
        rows -> {
          ObjectNode row = rows.require(id);
          change.accept(row);
          String snapshot = row.has("snapshotId") ? id : null;
          told[0] = rows.addEvent(type, row.path("familyId").asText(), snapshot);
        });
    tell(told[0]);
  }

  /** Tells an event on the streams. */
  void tell(ObjectNode event) {
    ObjectNode change = Json.object().put("type", event.path("type").asText());
    long offset = event.path("logOffset").asLong();
    change.put("logOffset", offset).put("time", event.path("time").asText());
    change.put("familyId", event.path("payload").path("familyId").asText());
    if (event.path("payload").has("snapshotId")) {
      change.put("snapshotId", event.path("payload").path("snapshotId").asText());
    }
    streams.tell(event.path("type").asText(), offset, Json.write(change));
  }

  synchronized String newToken() {
    String claims = "{\"appid\":\"%s\",\"exp\":4102444800}".formatted(ID);
    String token =
        "e30.%s.%d"
            .formatted(
                Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(claims.getBytes(StandardCharsets.UTF_8)),
                ++issued);
    tokens.add(token);
    return token;
  }

  /** No token that was given is taken any more. */
  synchronized void forgetTokens() {
    tokens.clear();
  }

  synchronized boolean isSignedIn(ApiRequest request) {
    String header = request.header("authorization");
    return header != null && tokens.contains(header.replaceFirst("^Bearer ", ""));
  }

  /** Goes away, as a server that is stopped does. */
  void stop() {
    streams.cut();
    listener.close();
  }

  /** Comes back at the same port. */
  void comeBack() {
    listener = listen(port);
  }

  @Override
  public void close() {
    stop();
  }
}
