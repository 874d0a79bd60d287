package dev.snapledger.cli.remote;

import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.cli.output.ShownException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a disk or snapshot: its own, and the 512 of a VHD's footer. What was cut off or not
 * answered in time is tried again; each request says the same however often it is sent. A URL that
 * ended is replaced once. For any thread.
 */
public final class PageBlob {
  private static final String VERSION = "2021-12-02";
  private static final int FORBIDDEN = 403;
  private static final int BAD_REQUEST = 400;
  private static final int PARTIAL = 206;

  private final Transport transport;
  private final BlobUrl access;

  /**
   * What a blob says of itself.
   *
   * @param lengthBytes the footer included
   * @param etag changes when its bytes do
   */
  public record Properties(long lengthBytes, String etag) {}

  PageBlob(Transport transport, BlobUrl access) {
    this.transport = transport;
    this.access = access;
  }

  public Properties properties() {
    HttpResponse<byte[]> answer = send("look at the blob", url -> request(url, "").HEAD().build());
    return new Properties(
        answer.headers().firstValueAsLong("content-length").orElse(-1), etag(answer));
  }

  private static String etag(HttpResponse<?> answer) {
    return answer.headers().firstValue("etag").orElse("");
  }

  /**
   * Reads a range.
   *
   * @param startByte where it begins; anywhere
   * @param into cleared with the limit at the range's length; full and flipped afterwards
   * @return the blob's etag
   * @throws PageBlobException if it is refused
   */
  public String read(long startByte, ByteBuffer into) {
    int length = into.limit();
    String range = "bytes=%d-%d".formatted(startByte, startByte + length - 1);
    return attempt(
        "read " + length + " bytes from " + startByte,
        url -> {
          into.clear().limit(length);
          ByteBuffer other = ByteBuffer.allocate(ClientLimits.REASON_BYTES_MAX);
          HttpRequest request = request(url, "").header("x-ms-range", range).GET().build();
          HttpResponse<ByteBuffer> answer = transport.send(request, into, other);
          if (answer.statusCode() != PARTIAL) {
            byte[] body = new byte[other.flip().remaining()];
            other.get(body);
            throw refusal(answer, body);
          }
          if (into.hasRemaining()) {
            throw new IOException(
                "expected %d bytes from %d, but found %d"
                    .formatted(length, startByte, into.position()));
          }
          into.flip();
          return etag(answer);
        });
  }

  /**
   * Ranges that hold data, ascending, of those from {@code startByte} to before {@code endByte}.
   */
  public Iterator<DiffRange> ranges(long startByte, long endByte) {
    return listing("comp=pagelist", startByte, endByte);
  }

  /**
   * Ranges that differ from another snapshot of the family, ascending, with what they hold here.
   *
   * @param previousId the other one's unique id
   */
  public Iterator<DiffRange> changes(String previousId, long startByte, long endByte) {
    String query = "comp=pagelist&prevsnapshot=" + encoded(previousId);
    return listing(query, startByte, endByte);
  }

  private Iterator<DiffRange> listing(String query, long startByte, long endByte) {
    String range = "bytes=%d-%d".formatted(startByte, endByte - 1);
    return new PageListing(
        marker -> {
          String page =
              "%s&maxresults=%d%s"
                  .formatted(
                      query,
                      ClientLimits.LISTED_RANGES,
                      marker.isEmpty() ? "" : "&marker=" + encoded(marker));
          HttpResponse<byte[]> answer =
              send(
                  "list ranges",
                  url -> request(url, page).header("x-ms-range", range).GET().build());
          return PageListReader.read(answer.body());
        });
  }

  /**
   * Writes whole pages; durable on return.
   *
   * @param bytes at most 4 MiB, in whole pages; its position stays
   */
  public void write(long startByte, ByteBuffer bytes) {
    write(startByte, bytes, null);
  }

  /**
   * As above, if nothing was written since.
   *
   * @param etag of then; null for whatever was written
   * @throws PageBlobException with status 412 if something was
   */
  public void write(long startByte, ByteBuffer bytes, @Nullable String etag) {
    PageRange range = PageRange.ofLength(startByte, bytes.remaining());
    var _ =
        send(
            "write " + bytes.remaining() + " bytes from " + startByte,
            url -> {
              HttpRequest.Builder request = page(url, "update", range);
              if (etag != null) {
                request.header("If-Match", etag);
              }
              return request
                  .PUT(
                      BodyPublishers.ofByteArray(
                          bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining()))
                  .build();
            });
  }

  /** Makes pages zero; durable on return. */
  public void clear(PageRange range) {
    var _ =
        send(
            "clear " + range.lengthBytes() + " bytes from " + range.startByte(),
            url -> page(url, "clear", range).PUT(BodyPublishers.noBody()).build());
  }

  private static HttpRequest.Builder page(String url, String write, PageRange range) {
    return request(url, "comp=page")
        .header("x-ms-page-write", write)
        .header("x-ms-range", "bytes=%d-%d".formatted(range.startByte(), range.endByte() - 1));
  }

  private static HttpRequest.Builder request(String url, String query) {
    return HttpRequest.newBuilder(URI.create(query.isEmpty() ? url : url + "&" + query))
        .header("x-ms-version", VERSION);
  }

  @FunctionalInterface
  private interface ToRequest {
    HttpRequest of(String url);
  }

  @FunctionalInterface
  private interface WithUrl<T> {
    T run(String url) throws IOException;
  }

  private HttpResponse<byte[]> send(String what, ToRequest request) {
    return attempt(
        what,
        url -> {
          HttpResponse<byte[]> answer = transport.send(request.of(url));
          if (answer.statusCode() >= BAD_REQUEST) {
            throw refusal(answer, answer.body());
          }
          return answer;
        });
  }

  /** A grant may end within a long work: then one more is asked for, once. */
  private <T> T attempt(String what, WithUrl<T> work) {
    String url = access.url();
    try {
      return Attempts.run(transport.pauses(), what, () -> work.run(url));
    } catch (PageBlobException e) {
      if (e.status() != FORBIDDEN || !e.code().equals("AuthenticationFailed")) {
        throw e;
      }
      String renewed = access.renewed(url);
      return Attempts.run(transport.pauses(), what, () -> work.run(renewed));
    } catch (IllegalArgumentException e) {
      throw new ShownException("expected to " + what + ", but " + Attempts.textOf(e), e);
    }
  }

  private static PageBlobException refusal(HttpResponse<?> answer, byte[] body) {
    String message = PageListReader.messageOf(body);
    return new PageBlobException(
        answer.statusCode(),
        answer.headers().firstValue("x-ms-error-code").orElse(""),
        message.isEmpty() ? "the server did not say why" : message);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
