package dev.snapledger.server.pageblob;

import dev.snapledger.server.http.RequestBody;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Sends requests for bytes to the node that holds the blocks; bodies pass in pieces, as fast as the
 * other side takes them. Safe for use by many threads.
 */
final class HolderClient implements AutoCloseable {
  /** Says that a request was passed on, and how far the views of who did it are. */
  static final String SEEN = "x-ledger-seen";

  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

  /** Longest until an answer begins: a page is written and made durable before. */
  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);

  /** What belongs to a connection and not to a request, and what the client sets itself. */
  private static final Set<String> OF_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          SEEN);

  private final BlobPlace.There holder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;

  HolderClient(BlobPlace.There holder) {
    this.holder = holder;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(PinnedTrust.of(holder.certificate()))
            .executor(threads)
            .build();
  }

  /** Whom it sends requests to. */
  BlobPlace.There holder() {
    return holder;
  }

  /** Whether a header of an answer is passed on. */
  static boolean passes(String name) {
    return !OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Sends a request as it came.
   *
   * @param seen how far this node's views are
   * @return the answer; its body is read by the caller, who closes it
   * @throws IOException if the other node cannot be reached, or ends the connection
   */
  HttpResponse<InputStream> send(ServerRequest request, String seen) throws IOException {
    String query = request.prologue().query().rawValue();
    String path = request.prologue().uriPath().rawPath();
    BodyPublisher body = bodyOf(request);
    HttpRequest.Builder sent =
        HttpRequest.newBuilder(
                URI.create(holder.url() + path + (query.isEmpty() ? "" : "?" + query)))
            .timeout(ANSWER_MAX)
            .expectContinue(body.contentLength() != 0) // A refusal comes before the body.
            .method(request.prologue().method().text(), body);
    for (Header header : request.headers()) {
      if (passes(header.name())) {
        header.allValues().forEach(value -> sent.header(header.name(), value));
      }
    }
    sent.header(SEEN, seen);
    try {
      return client.send(sent.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("expected an answer, but was interrupted", e);
    }
  }

  private static BodyPublisher bodyOf(ServerRequest request) {
    long length = request.headers().contentLength().orElse(0);
    boolean chunked = request.headers().contains(HeaderNames.TRANSFER_ENCODING);
    if (chunked) {
      return BodyPublishers.ofInputStream(() -> RequestBody.of(request));
    }
    return length == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> RequestBody.of(request)), length);
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdown();
  }
}
