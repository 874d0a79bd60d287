package dev.snapledger.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.cli.LedgerCli;
import dev.snapledger.cli.LedgerCommand;
import dev.snapledger.cli.LedgerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole thing as a process: start, sign in, work, Ctrl-C, start again. */
class UpCommandTest {
  private static final Pattern READY = Pattern.compile("ledger ready at (https://localhost:\\d+) ");

  /** What the system gives for a process that SIGTERM ended. */
  private static final int STOPPED = 143;

  private static final String GROUP =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g";
  private static final String DISK = GROUP + "/providers/Microsoft.Compute/disks/d";
  private static final String SNAPSHOT = GROUP + "/providers/Microsoft.Compute/snapshots/s";

  @TempDir Path folder;
  private String url = "";

  @Test
  void aSecondStartFindsEverythingAsItWas() throws Exception {
    // given
    try (LedgerProcess up = start("first")) {
      assertThat(send("GET", "/health/started", "").statusCode()).isEqualTo(200);
      assertThat(send("GET", "/health/ready", "").statusCode()).isEqualTo(200);
      assertThat(send("GET", "/health/live", "").statusCode()).isEqualTo(200);
      assertThat(send("PUT", GROUP, "{\"location\":\"eastus\"}").statusCode()).isEqualTo(200);
      HttpResponse<String> disk =
          send(
              "PUT",
              DISK,
              "{\"location\":\"eastus\",\"properties\":{\"diskSizeGB\":1,"
                  + "\"creationData\":{\"createOption\":\"Empty\"}}}");
      assertThat(disk.statusCode()).as(disk.body()).isEqualTo(200);
      HttpResponse<String> snapshot =
          send(
              "PUT",
              SNAPSHOT,
              ("{\"location\":\"eastus\",\"properties\":{\"incremental\":true,\"creationData\":{"
                      + "\"createOption\":\"Copy\",\"sourceResourceId\":\"%s\"}}}")
                  .formatted(DISK));
      assertThat(snapshot.statusCode()).as(snapshot.body()).isIn(200, 202);
      Awaitility.await()
          .until(
              () -> json(SNAPSHOT).at("/properties/provisioningState").asText(),
              "Succeeded"::equals);
      up.ask();
      assertThat(up.exitCode()).as(up.toString()).isEqualTo(STOPPED);
      assertThat(up.errors()).doesNotContain("Exception");
      assertNoSecretIn(up);
    }

    // when
    try (LedgerProcess up = start("second")) {

      // then
      assertThat(json(GROUP).path("name").asText()).isEqualTo("g");
      assertThat(json(DISK).at("/properties/diskSizeGB").asInt()).isEqualTo(1);
      assertThat(json(SNAPSHOT).at("/properties/creationData/sourceResourceId").asText())
          .isEqualTo(DISK);
      up.ask();
      assertThat(up.exitCode()).as(up.toString()).isEqualTo(STOPPED);
    }
  }

  private void assertNoSecretIn(LedgerProcess up) throws Exception {
    String secret = Files.readString(folder.resolve("data/auth/admin-secret")).strip();
    assertThat(up.toString()).doesNotContain(secret).contains("az login --service-principal");
  }

  private LedgerProcess start(String name) throws Exception {
    LedgerProcess up =
        LedgerProcess.start(
            folder.resolve(name),
            Map.of(),
            LedgerCommand.class,
            Stream.of(
                "up",
                "--data",
                folder.resolve("data").toString(),
                "--port",
                "0",
                "--set",
                "log.partitions=2"));
    up.awaitLine("ledger ready at");
    Matcher ready = READY.matcher(Objects.requireNonNull(up.output()).getLast());
    assertThat(ready.find()).isTrue();
    url = ready.group(1);
    return up;
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> response = send("GET", path, "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path + "?api-version=2023-04-02"))
            .header("Authorization", "Bearer " + token())
            .method(method, BodyPublishers.ofString(body))
            .build();
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(Trusting.authority(folder.resolve("data/tls/ca.pem")))
            .build()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private String token() {
    List<String> lines =
        LedgerCli.run("token", "--data", folder.resolve("data").toString()).out().lines().toList();
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }
}
