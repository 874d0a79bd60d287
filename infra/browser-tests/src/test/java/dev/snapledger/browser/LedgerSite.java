package dev.snapledger.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.NodeServer;
import dev.snapledger.app.SignInFiles;
import dev.snapledger.app.config.Settings;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.tls.TrustedCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Broker, node and HTTPS server as {@code ledger up} starts them, and what a story begins with. */
final class LedgerSite implements Site {
  private static final String VERSION = "?api-version=2023-04-02";
  private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
  private static final String GROUP = "/resourceGroups/rg";
  private static final String COMPUTE = GROUP + "/providers/Microsoft.Compute";
  private static final int POLLS_MAX = 300;
  private static final Duration POLL = Duration.ofMillis(100);

  private final Path folder;
  private final LedgerNode node;
  private final NodeServer server;
  private final HttpClient client;

  private LedgerSite(Path folder) {
    Settings settings =
        Settings.of(Map.of("http.port", "0", "log.partitions", "2", "subscriptions", SUBSCRIPTION));
    this.folder = folder;
    node = LedgerNode.start(folder, settings, NodePorts.real());
    server = NodeServer.start(node, folder, settings, NodePorts.real());
    Path caFile = Objects.requireNonNull(server.caFile());
    client =
        HttpClient.newBuilder().sslContext(TrustedCertificates.of(caFile).clientContext()).build();
  }

  /** Starts it with nothing in it. */
  static LedgerSite fresh(Path folder) {
    return new LedgerSite(folder);
  }

  /** Starts it with a disk, {@code data}, and three snapshots between which it was written. */
  static LedgerSite start(Path folder) {
    try {
      var site = new LedgerSite(folder);
      site.fill();
      return site;
    } catch (IOException e) {
      throw new IllegalStateException("expected a ledger to start, but " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("expected a ledger to start, but was stopped", e);
    }
  }

  private void fill() throws IOException, InterruptedException {
    String token =
        Json.readObject(
                send(request("/adfs/oauth2/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                            HttpRequest.BodyPublishers.ofString(
                                "grant_type=client_credentials&client_id=%s&client_secret=%s"
                                    .formatted(clientId(), clientSecret()))))
                    .body())
            .path("access_token")
            .asText();
    String subscriptions = arm(token, "GET", "/subscriptions", "").body();
    String base = Json.readObject(subscriptions).path("value").path(0).path("id").asText();
    arm(token, "PUT", base + GROUP, "{\"location\":\"eastus\"}");
    arm(
        token,
        "PUT",
        base + COMPUTE + "/disks/data",
        "{\"location\":\"eastus\",\"properties\":{\"diskSizeGB\":4,"
            + "\"creationData\":{\"createOption\":\"Empty\"}}}");
    for (int i = 1; i <= 3; i++) {
      write(token, base + COMPUTE + "/disks/data", i);
      take(token, base + COMPUTE, "snap-" + i);
    }
  }

  /** Writes a megabyte somewhere else each time. */
  private void write(String token, String disk, int number)
      throws IOException, InterruptedException {
    HttpResponse<String> begun =
        arm(
            token,
            "POST",
            disk + "/beginGetAccess",
            "{\"access\":\"Write\",\"durationInSeconds\":600}");
    String url =
        finished(token, begun).path("properties").path("output").path("accessSAS").asText();
    long start = number * (512L << 20);
    byte[] bytes = new byte[1 << 20];
    Arrays.fill(bytes, (byte) number);
    send(
        HttpRequest.newBuilder(URI.create(url + "&comp=page"))
            .header("x-ms-version", "2021-08-06")
            .header("x-ms-page-write", "update")
            .header("x-ms-range", "bytes=%d-%d".formatted(start, start + bytes.length - 1))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    arm(token, "POST", disk + "/endGetAccess", "");
  }

  private void take(String token, String compute, String name)
      throws IOException, InterruptedException {
    ObjectNode body = Json.object().put("location", "eastus");
    body.putObject("properties")
        .put("incremental", true)
        .putObject("creationData")
        .put("createOption", "Copy")
        .put("sourceResourceId", compute + "/disks/data");
    finished(token, arm(token, "PUT", compute + "/snapshots/" + name, Json.write(body)));
  }

  private ObjectNode finished(String token, HttpResponse<String> begun)
      throws IOException, InterruptedException {
    String link = begun.headers().firstValue("Azure-AsyncOperation").orElseThrow();
    for (int i = 0; i < POLLS_MAX; i++) {
      ObjectNode state =
          Json.readObject(
              send(HttpRequest.newBuilder(URI.create(link))
                      .header("Authorization", "Bearer " + token))
                  .body());
      if (!state.path("status").asText().equals("InProgress")) {
        return state;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    throw new IllegalStateException("expected an end of " + link);
  }

  private HttpResponse<String> arm(String token, String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        request(path + VERSION)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          "expected success, but found %d %s".formatted(answer.statusCode(), answer.body()));
    }
    return answer;
  }

  @Override
  public URI url() {
    return server.url();
  }

  @Override
  public String clientId() {
    return SignInFiles.in(folder).clientId();
  }

  @Override
  public String clientSecret() {
    try {
      return Files.readString(SignInFiles.in(folder).secretFile()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("expected the first client's secret, but " + e, e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
    node.close();
  }
}
