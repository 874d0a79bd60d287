package dev.snapledger.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads the web server's requests to {@link Routes}, and their answers back. Whatever goes wrong
 * inside, the caller sees an id to ask for, and the log has the rest.
 */
final class ApiBridge implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(ApiBridge.class);
  private static final Header NO_STORE = HeaderValues.create("Cache-Control", "no-store");
  private static final Header JSON =
      HeaderValues.create("Content-Type", "application/json; charset=utf-8");

  private static final List<HeaderName> LISTS =
      List.of(HeaderNames.IF_MATCH, HeaderNames.IF_NONE_MATCH);

  private record Opened(Routes routes, Set<String> roots, PublicAddress address) {}

  private final Supplier<UUID> requestIds;
  private volatile @Nullable Opened opened;

  ApiBridge(Supplier<UUID> requestIds) {
    this.requestIds = requestIds;
  }

  /** Takes requests from now on; before, everybody gets 503. */
  void open(Routes routes, PublicAddress address) {
    opened = new Opened(routes, routes.roots(), address);
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    Opened now = opened;
    if (now == null) {
      response.status(Status.SERVICE_UNAVAILABLE_503).send();
      return;
    }
    if (!now.roots().contains(root(request.path().rawPath()))) {
      response.next();
      return;
    }
    String id = requestIds.get().toString();
    try (RequestLog _ = RequestLog.begin(id)) {
      ApiResponse answer = answer(now, request, id);
      LOG.info(
          "{} {} {} from {} -> {}",
          id,
          request.prologue().method().text(),
          printable(request.path().rawPath()),
          remoteAddress(request),
          answer.status());
      send(answer, id, request, response);
    }
  }

  private static String root(String rawPath) {
    int end = rawPath.indexOf('/', 1);
    return rawPath
        .substring(Math.min(1, rawPath.length()), end < 0 ? rawPath.length() : end)
        .toLowerCase(Locale.ROOT);
  }

  private static ApiResponse answer(Opened now, ServerRequest request, String id) {
    try {
      ApiRequest read = read(now, request);
      Routes.Match match = now.routes().find(read);
      MeteredRequests.taken(request, match.endpoint().pattern());
      RequestLog.about(read.path());
      return match.answer(read);
    } catch (ApiException e) {
      return isProblem(request) ? Problems.response(e.error(), e.headers(), id) : e.response();
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException e) { // Nothing of it may reach the caller.
      LOG.error("request {} failed", id, e);
      var error =
          new ApiError(
              500,
              "InternalServerError",
              "expected an answer, but the server failed; request " + id);
      return isProblem(request) ? Problems.response(error, Map.of(), id) : error.response();
    }
  }

  /** Whoever asks below that path is no client of Azure. */
  private static boolean isProblem(ServerRequest request) {
    return root(request.path().rawPath()).equals(Problems.ROOT);
  }

  private static ApiRequest read(Opened now, ServerRequest request) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : request.headers()) {
      headers.put(header.name().toLowerCase(Locale.ROOT), header.get());
    }
    for (HeaderName list : LISTS) {
      headers.computeIfPresent(
          list.lowerCase(), (_, _) -> HeaderLines.joined(request.headers(), list));
    }
    return new ApiRequest(
        request.prologue().method().text().toUpperCase(Locale.ROOT),
        RequestTarget.segments(request.path().rawPath()),
        RequestTarget.query(request.query().rawValue()),
        headers,
        body(request),
        now.address().baseFor(headers.get("host")),
        remoteAddress(request));
  }

  private static String body(ServerRequest request) {
    try {
      byte[] bytes = RequestBody.of(request).readNBytes(ServerLimits.API_BODY_BYTES_MAX + 1);
      if (bytes.length > ServerLimits.API_BODY_BYTES_MAX) {
        throw tooLarge(ServerLimits.API_BODY_BYTES_MAX).thrown();
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException _) {
      throw new ApiError(
              400, "InvalidRequestContent", "expected a body of UTF-8, but found another")
          .thrown();
    } catch (MalformedBodyException e) {
      ApiError error =
          switch (e.fault()) {
            case CHUNKS -> new ApiError(400, "InvalidRequestContent", e.text());
            case LENGTH -> tooLarge(ServerLimits.BODY_BYTES_MAX);
          };
      throw new ApiException(error, Map.of("Connection", "close"));
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read the body, but " + e, e);
    }
  }

  private static ApiError tooLarge(long bytesMax) {
    return new ApiError(
        413,
        "RequestEntityTooLarge",
        "expected a body of at most %d bytes, but found more".formatted(bytesMax));
  }

  private static void send(
      ApiResponse answer, String id, ServerRequest request, ServerResponse response) {
    response.status(Status.create(answer.status()));
    if (!answer.headers().containsKey("Cache-Control")) {
      response.header(NO_STORE);
    }
    response.header(HeaderValues.create("x-ms-request-id", id));
    response.header(HeaderValues.create("x-ms-correlation-request-id", id));
    response.header(HeaderValues.create("X-Content-Type-Options", "nosniff"));
    request
        .headers()
        .first(HeaderNames.create("x-ms-client-request-id"))
        .filter(client -> client.matches("[A-Za-z0-9-]{1,64}"))
        .ifPresent(
            client -> response.header(HeaderValues.create("x-ms-client-request-id", client)));
    answer.headers().forEach((name, value) -> response.header(HeaderValues.create(name, value)));
    JsonNode body = answer.body();
    boolean head = request.prologue().method().text().equalsIgnoreCase("HEAD");
    ApiContent content = answer.content();
    if (content != null && !head) {
      response.header(HeaderValues.create("Content-Type", content.type()));
      sendContent(content, id, response);
    } else if (body == null || head) {
      response.send();
    } else {
      response.header(JSON);
      response.send(Json.write(body).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void sendContent(ApiContent content, String id, ServerResponse response) {
    switch (content) {
      case ApiContent.Whole whole -> response.send(whole.bytes());
      case ApiContent.Pieces pieces -> {
        response.contentLength(pieces.length());
        stream(out -> write(pieces, out), id, response);
      }
      case ApiContent.Streamed streamed -> stream(streamed.writer(), id, response);
    }
  }

  private static void write(ApiContent.Pieces content, OutputStream out) throws IOException {
    for (ByteBuffer piece : content.pieces()) {
      out.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
    }
  }

  private static void stream(ApiContent.Writer writer, String id, ServerResponse response) {
    try (OutputStream out = response.outputStream()) {
      writer.writeTo(out);
    } catch (IOException e) {
      throw new CloseConnectionException("the client of request " + id + " is gone", e);
    } catch (RuntimeException e) { // The status is sent: a cut connection tells it.
      if (!isOfConnection(e)) {
        LOG.error("request {} failed within its answer", id, e);
      }
      throw new CloseConnectionException("request " + id + " ended within its answer", e);
    }
  }

  /** The web server wraps what the network says. */
  private static boolean isOfConnection(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static String remoteAddress(ServerRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress inet
            && inet.getAddress() != null
        ? inet.getAddress().getHostAddress()
        : request.remotePeer().host();
  }

  /** A path as a log may show it: no control characters, not endless, without the query. */
  private static String printable(String rawPath) {
    String shown = rawPath.length() > 300 ? rawPath.substring(0, 300) + "…" : rawPath;
    return shown.replaceAll("[^\\x20-\\x7E…]", "?");
  }
}
