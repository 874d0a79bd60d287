package dev.snapledger.server.pageblob;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** Headers that every answer has, those of a blob, and answers to refused requests. */
final class Answers {
  static final String XML = "application/xml";

  private static final String VERSION = "2019-02-02";
  private static final HeaderName X_MS_VERSION = HeaderNames.create("x-ms-version");
  private static final HeaderName REQUEST_ID = HeaderNames.create("x-ms-request-id");
  private static final HeaderName CLIENT_REQUEST_ID = HeaderNames.create("x-ms-client-request-id");
  private static final HeaderName ERROR_CODE = HeaderNames.create("x-ms-error-code");
  private static final Pattern ECHOED_VERSION = Pattern.compile("[A-Za-z0-9.-]{1,40}");
  private static final Pattern ECHOED_ID = Pattern.compile("[\\x21-\\x7e]{1,1024}");

  private Answers() {}

  /** Headers of every answer; the version and the client's id are echoed if they are sound. */
  static void begin(ServerRequest request, ServerResponse response, UUID requestId) {
    response.header(REQUEST_ID, requestId.toString());
    response.header(
        X_MS_VERSION,
        request
            .headers()
            .first(X_MS_VERSION)
            .filter(text -> ECHOED_VERSION.matcher(text).matches())
            .orElse(VERSION));
    request
        .headers()
        .first(CLIENT_REQUEST_ID)
        .filter(text -> ECHOED_ID.matcher(text).matches())
        .ifPresent(text -> response.header(CLIENT_REQUEST_ID, text));
  }

  /** Headers that tell one state of a blob from another. */
  static void state(ServerResponse response, String etag, Instant lastModified) {
    response.header(HeaderNames.ETAG, etag);
    response.header(HeaderNames.LAST_MODIFIED, HttpDate.format(lastModified));
  }

  /** Headers of a blob that is read. */
  static void blob(ServerResponse response, Blob blob) {
    state(response, blob.etag(), blob.lastModified());
    response.header(HeaderNames.ACCEPT_RANGES, "bytes");
    response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
    response.header("x-ms-blob-type", "PageBlob");
    response.header("x-ms-blob-sequence-number", "0");
    response.header("x-ms-creation-time", HttpDate.format(blob.createdAt()));
    response.header("x-ms-lease-status", "unlocked");
    response.header("x-ms-lease-state", "available");
    response.header("x-ms-server-encrypted", "false");
  }

  /** Answers a refused request; nothing was sent before. */
  static void refuse(
      ServerRequest request, ServerResponse response, PageBlobException refusal, UUID requestId) {
    ErrorCode code = refusal.code();
    response.status(Status.create(code.status()));
    response.header(ERROR_CODE, code.toString());
    switch (code) {
      case SERVER_BUSY ->
          response.header(
              HeaderNames.RETRY_AFTER, Integer.toString(PageBlobSettings.RETRY_AFTER_SECONDS));
      case NO_AUTHENTICATION_INFORMATION ->
          response.header(HeaderNames.WWW_AUTHENTICATE, "SharedAccessSignature");
      case UNSUPPORTED_HTTP_VERB -> response.header(HeaderNames.ALLOW, "GET, HEAD, PUT");
      default -> {}
    }
    boolean bodyless =
        request.prologue().method().text().equals("HEAD") || code == ErrorCode.NOT_MODIFIED;
    if (bodyless) {
      response.send();
    } else {
      response.header(HeaderNames.CONTENT_TYPE, XML);
      response.send(body(code, refusal.detail(), requestId));
    }
  }

  private static byte[] body(ErrorCode code, String detail, UUID requestId) {
    String message = Xml.escaped(detail) + "\nRequestId:" + requestId;
    return (Xml.DECLARATION
            + "<Error><Code>"
            + code
            + "</Code><Message>"
            + message
            + "</Message></Error>")
        .getBytes(StandardCharsets.UTF_8);
  }
}
