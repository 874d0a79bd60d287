package dev.snapledger.bench.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.NodeServer;
import dev.snapledger.app.SignInFiles;
import dev.snapledger.app.config.Settings;
import dev.snapledger.server.tls.TrustedCertificates;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A whole node with its HTTPS server in this process, and a client of its control plane. Blocks are
 * stored as they are. For one thread.
 */
final class BenchNode implements AutoCloseable {
  static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";

  private static final String GROUP = "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/bench";
  private static final String VERSION = "?api-version=2023-04-02";

  private final Path folder;
  private final int plainPort;
  private final LedgerNode node;
  private final NodeServer server;
  private final SSLContext trusting;
  private final HttpClient client;
  private final String token;
  private final ObjectMapper json = new ObjectMapper();

  private BenchNode(Path folder, int plainPort, LedgerNode node, NodeServer server) {
    this.folder = folder;
    this.plainPort = plainPort;
    this.node = node;
    this.server = server;
    this.trusting = TrustedCertificates.of(folder.resolve("tls/ca.pem")).clientContext();
    this.client = HttpClient.newBuilder().sslContext(trusting).build();
    this.token = SignInFiles.in(folder).token(NodePorts.real());
  }

  /** Starts it; on return it answers. */
  static BenchNode start(Path folder) throws IOException {
    int plainPort = Nginx.freePort();
    Settings settings =
        Settings.of(
            Map.of(
                "http.port", "0",
                "http.plain-port", Integer.toString(plainPort),
                "store.compression", "none",
                "policy.name", "bench",
                "policy.snapshot-rate-max", "1000",
                "policy.snapshot-rate-window", "1s",
                "policy.snapshot-count-max", "1000",
                "policy.sas-snapshots-max", "1000"));
    LedgerNode node = LedgerNode.start(folder, settings, NodePorts.real());
    try {
      return new BenchNode(
          folder, plainPort, node, NodeServer.start(node, folder, settings, NodePorts.real()));
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  LedgerNode node() {
    return node;
  }

  /** PEM file with the certificate that it shows, and its key. */
  Path identity() {
    return folder.resolve("tls/server.pem");
  }

  int port(Transport transport) {
    return switch (transport) {
      case HTTP -> plainPort;
      case TLS -> server.port();
    };
  }

  /** Sockets that trust its certificate. */
  SocketFactory sockets(Transport transport) {
    return switch (transport) {
      case HTTP -> SocketFactory.getDefault();
      case TLS -> trusting.getSocketFactory();
    };
  }

  void makeGroup() throws IOException {
    expect(200, send("PUT", GROUP + VERSION, "{\"location\":\"eastus\"}"));
  }

  void makeDisk(String name, int gibibytes) throws IOException {
    expect(
        200,
        send(
            "PUT",
            path("disks", name) + VERSION,
            """
            {"location": "eastus", "properties": {"diskSizeGB": %d, "creationData": {
              "createOption": "Empty"}}}\
            """
                .formatted(gibibytes)));
  }

  /** Asks for an incremental snapshot. */
  HttpResponse<String> takeSnapshot(String disk, String name) throws IOException {
    return send(
        "PUT",
        path("snapshots", name) + VERSION,
        """
        {"location": "eastus", "properties": {"incremental": true, "creationData": {
          "createOption": "Copy", "sourceResourceId": "%s"}}}\
        """
            .formatted(path("disks", disk)));
  }

  /** Asks again and again, without a pause, until what was accepted has succeeded. */
  void awaitSucceeded(HttpResponse<String> accepted) throws IOException {
    if (accepted.statusCode() == 200) {
      return;
    }
    expect(202, accepted);
    String link = accepted.headers().firstValue("Azure-AsyncOperation").orElseThrow();
    String path = link.substring(link.indexOf("/subscriptions"));
    for (JsonNode body = poll(path); !body.path("status").asText().equals("Succeeded"); ) {
      if (!body.path("status").asText().equals("InProgress")) {
        throw new IOException("expected the operation to succeed, but found " + body);
      }
      body = poll(path);
    }
  }

  private JsonNode poll(String path) throws IOException {
    HttpResponse<String> response = send("GET", path, "");
    expect(200, response);
    return json.readTree(response.body());
  }

  /** A shared-access URL of a disk or snapshot. */
  URI share(String kind, String name, String access) throws IOException {
    HttpResponse<String> accepted =
        send(
            "POST",
            path(kind, name) + "/beginGetAccess" + VERSION,
            "{\"access\":\"%s\",\"durationInSeconds\":86400}".formatted(access));
    expect(202, accepted);
    String link = accepted.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> found = send("GET", link.substring(link.indexOf("/subscriptions")), "");
    expect(200, found);
    return URI.create(json.readTree(found.body()).path("accessSAS").asText());
  }

  /** Ends all shared access to a disk, as a snapshot of it needs. */
  void unshare(String disk) throws IOException {
    expect(200, send("POST", path("disks", disk) + "/endGetAccess" + VERSION, ""));
  }

  private static String path(String kind, String name) {
    return GROUP + "/providers/Microsoft.Compute/" + kind + "/" + name;
  }

  private HttpResponse<String> send(String method, String path, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("expected an answer").initCause(e);
    }
  }

  private static void expect(int status, HttpResponse<String> response) throws IOException {
    if (response.statusCode() != status) {
      throw new IOException(
          "expected status %d, but found %d: %s"
              .formatted(status, response.statusCode(), response.body()));
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
    node.close();
  }
}
