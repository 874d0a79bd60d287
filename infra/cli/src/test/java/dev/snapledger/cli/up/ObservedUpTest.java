package dev.snapledger.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.cli.LedgerCli;
import dev.snapledger.cli.LedgerCommand;
import dev.snapledger.cli.LedgerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who watches {@code ledger up}: metrics, health, its log, a recording. */
class ObservedUpTest {
  private static final String NO_SUCH_TOKEN = "eyJub3RoaW5nIjoxfQ.bm8tc3VjaC10b2tlbg.c2VjcmV0";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private String management = "";
  private int plainPort;

  @Test
  void showsWhatItDoesAndKeepsItsSecrets() throws Exception {
    // given
    List<String> secrets = new ArrayList<>(List.of(NO_SUCH_TOKEN));
    Path recording = folder.resolve("recording.jfr");
    List<String> output;
    try (LedgerProcess up = start()) {
      // when
      String token = cli("token").strip();
      secrets.add(token);
      cli("group", "create", "-n", "g", "-l", "eastus");
      cli("disk", "create", "-g", "g", "-n", "d", "--size-gb", "1");
      cli("snapshot", "create", "-g", "g", "-n", "s", "--source", "d", "--incremental");
      String url =
          JSON.readTree(
                  cli(
                      "snapshot",
                      "grant-access",
                      "-g",
                      "g",
                      "-n",
                      "s",
                      "--duration-in-seconds",
                      "600"))
              .findValue("accessSas")
              .asText();
      secrets.add(signature(url));
      secrets.add(URLDecoder.decode(signature(url), UTF_8));
      assertThat(blob(url, "bytes=0-511").statusCode()).isEqualTo(206);
      assertThat(blob(url + "x", "bytes=0-511").statusCode()).isEqualTo(403);
      assertThat(api(token)).isEqualTo(200);
      assertThat(api(NO_SUCH_TOKEN)).isEqualTo(401);

      // then
      assertHealth();
      assertMetricsAreDocumented();
      up.ask();
      assertThat(up.exitCode()).as(up.toString()).isEqualTo(143);
      output = up.output();
      assertThat(up.errors()).isEmpty();
    }
    assertLog(output, secrets);
    assertRecording(recording);
  }

  private LedgerProcess start() throws Exception {
    try (var socket = new ServerSocket(0)) {
      plainPort = socket.getLocalPort();
    }
    LedgerProcess up =
        LedgerProcess.start(
            folder.resolve("errors"),
            Map.of("LEDGER_LOG", "INFO"),
            List.of(
                "-XX:StartFlightRecording:filename=" + folder.resolve("recording.jfr"),
                "-Xlog:jfr+startup=off"),
            LedgerCommand.class,
            Stream.of(
                "up",
                "--data",
                folder.resolve("data").toString(),
                "--port",
                "0",
                "--set",
                "log.partitions=2",
                "--set",
                "log.format=json",
                "--set",
                "management.port=0",
                "--set",
                "http.plain-port=" + plainPort));
    up.awaitLine("ledger ready at");
    management =
        up.output().stream()
            .filter(line -> line.contains("metrics and health at"))
            .map(line -> line.replaceAll(".*(http://[0-9.:]+).*", "$1"))
            .findFirst()
            .orElseThrow();
    return up;
  }

  private String cli(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    LedgerCli run = LedgerCli.run(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private static String signature(String url) {
    return url.replaceAll(".*[?&]sig=([^&]*).*", "$1");
  }

  private HttpResponse<String> blob(String url, String range) throws Exception {
    URI signed = URI.create(url);
    URI plain =
        URI.create(
            "http://127.0.0.1:%d%s?%s"
                .formatted(plainPort, signed.getRawPath(), signed.getRawQuery()));
    return send(HttpClient.newHttpClient(), HttpRequest.newBuilder(plain).header("Range", range));
  }

  private int api(String token) throws Exception {
    String url = Files.readString(folder.resolve("data/http/url")).strip();
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(Trusting.authority(folder.resolve("data/tls/ca.pem")))
            .build();
    URI disk =
        URI.create(
            url
                + "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g/providers"
                + "/Microsoft.Compute/disks/d?api-version=2023-04-02");
    return send(client, HttpRequest.newBuilder(disk).header("Authorization", "Bearer " + token))
        .statusCode();
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (client) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private HttpResponse<String> managed(String path) throws Exception {
    return send(HttpClient.newHttpClient(), HttpRequest.newBuilder(URI.create(management + path)));
  }

  private void assertHealth() throws Exception {
    for (String path : List.of("/health/live", "/health/started", "/health/ready")) {
      HttpResponse<String> answer = managed(path);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(JSON.readTree(answer.body()).path("status").asText()).isEqualTo("UP");
    }
    assertThat(managed("/subscriptions").statusCode()).isEqualTo(404);
  }

  private void assertMetricsAreDocumented() throws Exception {
    Set<String> known = MetricsReference.series();
    assertThat(scraped()).as("series that docs/reference/metrics.md lacks").isSubsetOf(known);
    Set<String> always =
        MetricsReference.rows().stream()
            .filter(MetricsReference.Row::always)
            .flatMap(row -> row.series().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Awaitility.await() // What is told of a request or a batch is told after it was answered.
        .untilAsserted(
            () ->
                assertThat(scraped())
                    .as("series that docs/reference/metrics.md promises")
                    .containsAll(always));
    assertThat(managed("/metrics").body())
        .contains(
            "route=\"/{account}/{container}/{blob}\",status=\"206\"",
            "route=\"/{account}/{container}/{blob}\",status=\"403\"")
        .containsPattern("route=\"/subscriptions/\\{subscription}/[^\"]*/disks/\\{name}\"")
        .doesNotContain("00000000-0000-0000");
  }

  private Set<String> scraped() throws Exception {
    return managed("/metrics")
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("[{ ].*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void assertLog(List<String> output, List<String> secrets) throws Exception {
    assertThat(secrets).allMatch(secret -> secret.length() > 20);
    Set<String> fields = new TreeSet<>();
    for (String line : output) {
      assertThat(line).doesNotContain(secrets.toArray(String[]::new));
      JsonNode event = JSON.readTree(line);
      assertThat(event.isObject()).as(line).isTrue();
      if (event.has("request") && event.path("message").asText().contains(" -> ")) {
        event.fieldNames().forEachRemaining(fields::add);
      }
    }
    assertThat(fields)
        .contains(
            "time", "level", "logger", "message", "request", "subscription", "resource", "command");
  }

  private static void assertRecording(Path recording) throws IOException {
    Map<String, List<RecordedEvent>> events =
        RecordingFile.readAllEvents(recording).stream()
            .collect(Collectors.groupingBy(event -> event.getEventType().getName()));
    assertThat(events.get("dev.snapledger.Batch"))
        .isNotEmpty()
        .allMatch(event -> event.getInt("records") > 0 && event.getInt("partitions") > 0);
    assertThat(events.get("dev.snapledger.Seal"))
        .singleElement()
        .matches(event -> event.getString("region").equals("eastus"));
  }
}
