package dev.snapledger.server.pageblob;

import dev.snapledger.server.http.RequestLog;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data plane of a node among others: answers requests if it holds the blocks, and passes them
 * on to the node that does if not. A request is passed on once.
 */
public final class ForwardedBlobs implements HttpService {
  /** Longest wait of the holder until its views are as far as those of who passed a request on. */
  static final Duration SEEN_WAIT_MAX = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ForwardedBlobs.class);
  private static final int COPY_BYTES = 64 << 10;

  private final BlobPlaces places;
  private final SeenLog seen;
  private final Supplier<UUID> ids;
  private final HolderReach reach = new HolderReach();
  private @Nullable HolderClient client;

  /**
   * A data plane.
   *
   * @param ids ids of requests that neither node can answer
   */
  public ForwardedBlobs(BlobPlaces places, SeenLog seen, Supplier<UUID> ids) {
    this.places = places;
    this.seen = seen;
    this.ids = ids;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.any(this::handle);
  }

  @Override
  public void afterStop() {
    clear(null);
  }

  private void handle(ServerRequest request, ServerResponse response) {
    String passedOn = request.headers().first(HeaderNames.create(HolderClient.SEEN)).orElse(null);
    switch (places.now()) {
      case BlobPlace.Here(PageBlobService service) -> {
        if (passedOn == null || caughtUp(passedOn)) {
          service.handle(request, response);
        } else {
          busy(request, response, "expected views as far as those of the other node");
        }
      }
      case BlobPlace.There holder when passedOn == null -> passOn(holder, request, response);
      case BlobPlace.There _, BlobPlace.Nowhere _ ->
          busy(request, response, "expected a node that holds the blocks, but it is not known");
    }
  }

  private boolean caughtUp(String passedOn) {
    try {
      return seen.await(passedOn, SEEN_WAIT_MAX);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private void busy(ServerRequest request, ServerResponse response, String why) {
    refuse(request, response, ErrorCode.SERVER_BUSY.refusal(why));
  }

  private void refuse(ServerRequest request, ServerResponse response, PageBlobException refusal) {
    UUID id = ids.get();
    Answers.begin(request, response, id);
    Answers.refuse(request, response, refusal, id);
  }

  private void passOn(BlobPlace.There holder, ServerRequest request, ServerResponse response) {
    UUID id = ids.get();
    try (RequestLog _ = RequestLog.begin(id.toString())) {
      HttpResponse<InputStream> answer;
      try {
        answer = clientOf(holder).send(request, seen.now());
        answered(holder);
      } catch (IOException e) {
        failed(holder, id, e);
        busy(
            request,
            response,
            "expected the node that holds the blocks to answer, but it does not");
        return;
      } catch (IllegalArgumentException _) {
        refuse(
            request,
            response,
            ErrorCode.INVALID_URI.refusal("expected an address of a blob, but found another"));
        return;
      }
      try (InputStream body = answer.body()) {
        send(answer, body, request, response);
      } catch (IOException e) {
        throw new CloseConnectionException("Request " + id + " ended within its answer", e);
      }
    }
  }

  private void failed(BlobPlace.There holder, UUID id, IOException e) {
    if (reach.failed()) {
      LOG.warn(
          "Request {} could not be passed on to {}, nor may others be: {}",
          id,
          holder.url(),
          e.toString());
    } else {
      LOG.debug("Request {} could not be passed on to {}: {}", id, holder.url(), e.toString());
    }
  }

  private void answered(BlobPlace.There holder) {
    long failed = reach.answered();
    if (failed > 0) {
      LOG.info("{} answers; {} requests could not be passed on before", holder.url(), failed);
    }
  }

  private static void send(
      HttpResponse<InputStream> answer,
      InputStream body,
      ServerRequest request,
      ServerResponse response)
      throws IOException {
    response.status(Status.create(answer.statusCode()));
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (HolderClient.passes(name) && !name.equalsIgnoreCase("date")) {
                response.header(name, values.toArray(String[]::new));
              }
            });
    long length = answer.headers().firstValueAsLong("content-length").orElse(-1);
    if (length >= 0) {
      response.contentLength(length);
    }
    boolean bodyless = request.prologue().method().text().equals("HEAD") || length == 0;
    if (bodyless || answer.statusCode() == Status.NOT_MODIFIED_304.code()) {
      response.send();
      return;
    }
    OutputStream out = response.outputStream();
    byte[] piece = new byte[COPY_BYTES];
    for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
      out.write(piece, 0, read);
    }
    out.close(); // Not if anything failed: then the connection has to be cut.
  }

  private synchronized HolderClient clientOf(BlobPlace.There holder) {
    HolderClient present = client;
    if (present != null && present.holder().equals(holder)) {
      return present;
    }
    HolderClient made = new HolderClient(holder);
    clear(made);
    return made;
  }

  /**
   * Cuts what is under way to a node that does not hold the blocks any more, and may never answer.
   */
  public void moved() {
    BlobPlace now = places.now();
    HolderClient present = present();
    if (present != null && !present.holder().equals(now)) {
      clear(null);
    }
  }

  private synchronized @Nullable HolderClient present() {
    return client;
  }

  private synchronized void clear(@Nullable HolderClient next) {
    HolderClient before = client;
    client = next;
    if (before != null) {
      before.close();
    }
  }
}
