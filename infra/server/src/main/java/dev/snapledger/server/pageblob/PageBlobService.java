package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.StoreFullException;
import dev.snapledger.blockstore.geometry.InvalidRangeException;
import dev.snapledger.server.http.RequestLog;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page-blob data plane; docs/reference/page-blob.md says what it answers.
 *
 * <p>To be registered for paths of three segments; it looks at the whole path itself, wherever it
 * is registered. Each request runs on the thread that calls, which should be a virtual one.
 */
public final class PageBlobService implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(PageBlobService.class);

  private final PageBlobPorts ports;
  private final BodySender sender = new BodySender();
  private final BlobReads reads;
  private final PageLists lists;
  private final PageWrites writes;

  public PageBlobService(PageBlobPorts ports, PageBlobSettings settings) {
    this.ports = ports;
    var revisions = new DiskRevisions(ports.ids().get(), ports.time().instant());
    var access = new BlobAccess(ports, revisions);
    var downloads = new Slots("downloadsMax", settings.downloadsMax());
    this.reads = new BlobReads(access, sender, downloads);
    this.lists = new PageLists(access, new PreviousSnapshots(access, ports), downloads);
    this.writes =
        new PageWrites(
            access,
            new CopySources(access),
            new VolumeWriter(revisions, ports.hold(), ports.time()),
            revisions,
            new Slots("uploadsMax", settings.uploadsMax()));
  }

  @Override
  public void routing(HttpRules rules) {
    rules.any(this::handle);
  }

  @Override
  public void afterStop() {
    sender.close();
  }

  /** Answers a request. */
  void handle(ServerRequest request, ServerResponse response) {
    UUID requestId = ports.ids().get();
    try (RequestLog _ = RequestLog.begin(requestId.toString())) {
      RequestLog.about(List.of(request.prologue().uriPath().rawPath().substring(1)));
      handle(request, response, requestId);
    }
  }

  private void handle(ServerRequest request, ServerResponse response, UUID requestId) {
    Answers.begin(request, response, requestId);
    var begun = new Begun(response);
    try {
      dispatch(PageBlobRequest.of(request), response, begun);
    } catch (CloseConnectionException e) {
      throw e; // The client went away.
    } catch (IOException e) {
      throw new ServerConnectionException("Request " + requestId + " was cut off", e);
    } catch (RuntimeException e) {
      PageBlobException refusal = e instanceof PageBlobException own ? own : faultOf(e, requestId);
      if (begun.body) {
        throw new CloseConnectionException("Request " + requestId + " failed within its body", e);
      }
      Answers.refuse(request, response, refusal, requestId);
    }
  }

  /** Remembers whether the body of an answer has begun. */
  private static final class Begun implements BodyStart {
    private final ServerResponse response;
    private boolean body;

    Begun(ServerResponse response) {
      this.response = response;
    }

    @Override
    public OutputStream begin() {
      body = true;
      return response.outputStream();
    }
  }

  private void dispatch(PageBlobRequest request, ServerResponse response, BodyStart start)
      throws IOException {
    String comp = request.parameter("comp");
    if (request.parameter("snapshot") != null || request.parameter("versionid") != null) {
      throw ErrorCode.INVALID_QUERY_PARAMETER_VALUE.refusal(
          "expected no snapshot or versionid, as disks and snapshots are blobs of their own, but"
              + " found one");
    }
    switch (request.method() + " " + (comp == null ? "" : comp)) {
      case "HEAD " -> reads.properties(request, response);
      case "GET " -> reads.bytes(request, response, start);
      case "GET pagelist" -> lists.list(request, response, start);
      case "PUT page" -> writes.put(request, response);
      default -> throw unknown(request.method(), comp);
    }
  }

  private static PageBlobException unknown(String method, @Nullable String comp) {
    if (method.equals("OPTIONS")) {
      return ErrorCode.CORS_PREFLIGHT_FAILURE.refusal(
          "expected a request of no other origin, as none is allowed, but found a preflight");
    }
    boolean known = comp == null || comp.equals("pagelist") || comp.equals("page");
    return known
        ? ErrorCode.UNSUPPORTED_HTTP_VERB.refusal(
            "expected GET or HEAD, GET with comp=pagelist or PUT with comp=page, but found %s",
            method)
        : ErrorCode.INVALID_QUERY_PARAMETER_VALUE.refusal(
            "expected comp=pagelist or comp=page, but found another");
  }

  private PageBlobException faultOf(RuntimeException e, UUID requestId) {
    return switch (e) {
      case NotFoundException _ -> missing(requestId);
      case InvalidRangeException range ->
          ErrorCode.INVALID_PAGE_RANGE.refusal("%s", range.getMessage());
      case DiskNotReadyException _, StoreFullException _, StoreFaultException _ -> {
        LOG.warn("Request {} has to wait", requestId, e);
        yield ErrorCode.SERVER_BUSY.refusal("expected a store that is ready, but it is not");
      }
      default -> internal(e, requestId);
    };
  }

  /** What is not here may have been made at another node since that one took the blocks. */
  private PageBlobException missing(UUID requestId) {
    try {
      ports.hold().require();
      return ErrorCode.BLOB_NOT_FOUND.refusal("expected bytes in the store, but found none");
    } catch (StoreFaultException e) {
      return faultOf(e, requestId);
    }
  }

  private static PageBlobException internal(RuntimeException e, UUID requestId) {
    LOG.error("Request {} failed", requestId, e);
    return ErrorCode.INTERNAL_ERROR.refusal("expected to answer, but failed; the log says why");
  }
}
