package dev.snapledger.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.SignInFiles;
import dev.snapledger.cli.LedgerCli;
import dev.snapledger.cli.story.TraceCollector.Span;
import dev.snapledger.server.tls.TrustedCertificates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole node tells a collector what a request led to. */
class TracesTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final String VERSION = "api-version=2023-04-02";
  private static final String GROUP =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/story";
  private static final String ROUTE =
      "PUT /subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/snapshots/{name}";

  @TempDir Path folder;
  private TraceCollector collector;

  @BeforeEach
  void start() throws Exception {
    collector = new TraceCollector();
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  private RunningServer server(String ratio) {
    RunningServer server =
        RunningServer.start(
            folder,
            Map.of("tracing.otlp-endpoint", collector.endpoint(), "tracing.sample-ratio", ratio));
    server.done("group", "create", "-n", "story", "-l", "eastus");
    server.done("disk", "create", "-g", "story", "-n", "disk", "--size-gb", "1");
    return server;
  }

  private void takeSnapshot(RunningServer server, String traceParent) throws Exception {
    String disk = GROUP + "/providers/Microsoft.Compute/disks/disk";
    String body =
        """
        {"location": "eastus", "properties": {"incremental": true, "creationData": {
          "createOption": "Copy", "sourceResourceId": "%s"}}}\
        """
            .formatted(disk);
    var ca = TrustedCertificates.of(folder.resolve("tls/ca.pem")).clientContext();
    try (var client = HttpClient.newBuilder().sslContext(ca).build()) {
      HttpRequest put =
          request(server, GROUP + "/providers/Microsoft.Compute/snapshots/traced?" + VERSION)
              .header("traceparent", traceParent)
              .PUT(BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> taken = client.send(put, BodyHandlers.ofString());
      assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
      String link = taken.headers().firstValue("Azure-AsyncOperation").orElseThrow();
      HttpRequest poll =
          request(server, link.substring(link.indexOf("/subscriptions"))).GET().build();
      String status = "InProgress";
      while (status.equals("InProgress")) {
        status =
            new ObjectMapper()
                .readTree(client.send(poll, BodyHandlers.ofString()).body())
                .path("status")
                .asText();
      }
      assertThat(status).isEqualTo("Succeeded");
    }
  }

  private HttpRequest.Builder request(RunningServer server, String path) {
    String token = SignInFiles.in(folder).token(NodePorts.real());
    return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
        .header("Authorization", "Bearer " + token);
  }

  @Test
  void aSnapshotIsOneTraceFromTheRequestToTheView() throws Exception {
    // given
    try (RunningServer server = server("0")) {
      // when
      takeSnapshot(server, "00-%s-%s-01".formatted(TRACE, CALLER));
    }

    // then
    List<Span> spans = collector.spans();
    assertThat(spans).isNotEmpty().allMatch(span -> span.traceId().equals(TRACE));
    Span request = only(ROUTE);
    Span submit = only("submit CreateIncrementalSnapshot");
    assertThat(request.parentId()).isEqualTo(CALLER);
    assertThat(submit.parentId()).isEqualTo(request.spanId());
    assertThat(parentsOf("work SealSnapshot")).containsOnly(submit.spanId());
    assertThat(idsOf("work SealSnapshot")).containsAll(parentsOf("submit CompleteSnapshot"));
    for (String then : List.of("decide", "apply")) {
      assertThat(parentsOf(then))
          .contains(submit.spanId())
          .containsAnyElementsOf(idsOf("submit CompleteSnapshot"))
          .allMatch(
              id -> id.equals(submit.spanId()) || idsOf("submit CompleteSnapshot").contains(id));
    }
    assertThat(collector.everything())
        .contains("snapledger", "node-1")
        .doesNotContain("api-version", "Bearer", "traced");
    assertThat(
            LedgerCli.run("audit", "--data", folder.toString(), "--set", "log.partitions=2")
                .exitCode())
        .isZero();
  }

  @Test
  void beginsTracesByItselfButNotWhenTheCallerSaysNo() throws Exception {
    // when
    try (RunningServer server = server("1")) {
      takeSnapshot(server, "00-%s-%s-00".formatted(TRACE, CALLER));
    }

    // then
    assertThat(collector.spans())
        .extracting(Span::name)
        .contains("submit CreateDisk", "work CreateVolume")
        .doesNotContain(ROUTE, "submit CreateIncrementalSnapshot", "work SealSnapshot");
    assertThat(collector.spans()).noneMatch(span -> span.traceId().equals(TRACE));
  }

  private Span only(String name) {
    List<Span> found = collector.spans().stream().filter(s -> s.name().equals(name)).toList();
    assertThat(found).as(name + " of " + collector.spans()).hasSize(1);
    return found.getFirst();
  }

  /** One, or more where the workers tried again. */
  private List<String> idsOf(String name) {
    return collector.spans().stream()
        .filter(span -> span.name().equals(name))
        .map(Span::spanId)
        .toList();
  }

  private List<String> parentsOf(String name) {
    return collector.spans().stream()
        .filter(span -> span.name().equals(name))
        .map(Span::parentId)
        .toList();
  }
}
