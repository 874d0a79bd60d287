package dev.snapledger.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.trace.Span;
import dev.snapledger.commands.trace.TraceParent;
import dev.snapledger.commands.trace.TraceScope;
import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.server.tls.OwnCertificates;
import dev.snapledger.server.tls.TlsIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** What is told of requests whose callers want it. */
class TracedRequestsTest implements Tracing {
  private static final TraceParent CALLER =
      TraceParent.sampled("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
  private static final TraceParent HERE =
      TraceParent.sampled("0af7651916cd43dd8448eb211c80319c", "00f067aa0ba902b7");

  @TempDir Path folder;
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> within = new LinkedBlockingQueue<>();
  private HttpListener listener;
  private HttpClient client;

  /** A span that remembers what it was told. */
  private final class Told implements Span {
    private final @Nullable TraceParent parent;
    private final TreeMap<String, String> said = new TreeMap<>();

    Told(@Nullable TraceParent parent) {
      this.parent = parent;
    }

    @Override
    public TraceParent context() {
      return HERE;
    }

    @Override
    public void name(String name) {
      said.put("name", name);
    }

    @Override
    public void say(String attribute, String value) {
      said.put(attribute, value);
    }

    @Override
    public void say(String attribute, long value) {
      said.put(attribute, Long.toString(value));
    }

    @Override
    public void failed(String why) {
      said.put("failed", why);
    }

    @Override
    public void close() {
      told.add(this);
    }
  }

  @Override
  public boolean isOn() {
    return true;
  }

  /** Only what a caller wants. */
  @Override
  public Span begin(
      Span.Kind kind, String name, @Nullable TraceParent parent, List<TraceParent> links) {
    return parent == null ? Span.NONE : new Told(parent);
  }

  @BeforeEach
  void start() throws Exception {
    TlsIdentity identity = OwnCertificates.in(folder, InstantSource.system());
    client = HttpClient.newBuilder().sslContext(TestListener.trusting(identity)).build();
    listener =
        HttpListener.start(
            new Binding("127.0.0.1", 0, null),
            identity.serverContext(),
            _ ->
                Routes.builder()
                    .add("GET", "/things/{name}", (_, _) -> thing())
                    .add("GET", "/broken", (_, _) -> broken())
                    .build(),
            rules -> rules.get("/", (_, response) -> response.send("a blob".getBytes(UTF_8))),
            UUID::randomUUID,
            RequestMeter.NONE,
            this);
  }

  @AfterEach
  void stop() {
    client.close();
    listener.close();
  }

  private ApiResponse thing() {
    within.add(TraceScope.current() + " " + MDC.get("traceId"));
    return ApiResponse.of(200);
  }

  private static ApiResponse broken() {
    throw new IllegalStateException("expected by the test");
  }

  private void get(String path, String traceParent) throws Exception {
    var _ =
        client.send(
            HttpRequest.newBuilder(URI.create("https://localhost:" + listener.port() + path))
                .header("traceparent", traceParent)
                .build(),
            BodyHandlers.discarding());
  }

  private Told next() throws InterruptedException {
    Told next = told.poll(20, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  @Test
  void tellsTheRouteAndNothingOfThePathOrTheQuery() throws Exception {
    // when
    get("/things/secret-name?sig=secret", CALLER.toString());
    Told thing = next();
    get("/d/secret/f?sig=secret", CALLER.toString());
    Told blob = next();

    // then
    assertThat(thing.parent).isEqualTo(CALLER);
    assertThat(thing.said)
        .containsEntry("name", "GET /things/{name}")
        .containsEntry("http.route", "/things/{name}")
        .containsEntry("http.request.method", "GET")
        .containsEntry("http.response.status_code", "200")
        .doesNotContainKey("failed");
    assertThat(blob.said).containsEntry("name", "GET /{account}/{container}/{blob}");
    assertThat(thing.said.toString() + blob.said).doesNotContain("secret");
  }

  @Test
  void handsTheSpanToWhoeverAnswersAndTheTraceToTheLog() throws Exception {
    // when
    get("/things/a", CALLER.toString());

    // then
    assertThat(within.poll(20, TimeUnit.SECONDS)).isEqualTo(HERE + " " + HERE.traceId());
  }

  @Test
  void tellsWhatFailed() throws Exception {
    // when
    get("/broken", CALLER.toString());

    // then
    assertThat(next().said).containsEntry("failed", "status 500");
  }

  @Test
  void answersWithoutTellingWhereAHeaderIsMalformed() throws Exception {
    // when
    get("/things/a", "00-no-trace-01");

    // then
    assertThat(within.poll(20, TimeUnit.SECONDS)).isEqualTo("null null");
    assertThat(told).isEmpty();
  }
}
