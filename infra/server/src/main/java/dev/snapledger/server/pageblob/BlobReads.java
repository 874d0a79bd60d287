package dev.snapledger.server.pageblob;

import dev.snapledger.server.sas.SasPermission;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Get Blob Properties and Get Blob. Safe for use by many threads. */
final class BlobReads {
  private static final String WANT_MD5 = "x-ms-range-get-content-md5";
  private static final String WANT_CRC64 = "x-ms-range-get-content-crc64";

  private final BlobAccess access;
  private final BodySender sender;
  private final Slots downloads;

  BlobReads(BlobAccess access, BodySender sender, Slots downloads) {
    this.access = access;
    this.sender = sender;
    this.downloads = downloads;
  }

  void properties(PageBlobRequest request, ServerResponse response) {
    Blob blob = open(request);
    Answers.blob(response, blob);
    response.contentLength(blob.lengthBytes());
    response.send();
  }

  void bytes(PageBlobRequest request, ServerResponse response, BodyStart start) throws IOException {
    Blob blob = open(request);
    ByteRange range = request.range();
    Span span = range == null ? new Span(0, blob.lengthBytes()) : spanOf(range, blob, response);
    checkChecksums(request, range, span);
    try (Slots.Slot _ = downloads.take()) {
      Answers.blob(response, blob);
      if (range != null) {
        response.status(Status.PARTIAL_CONTENT_206);
        response.header(
            HeaderNames.CONTENT_RANGE,
            "bytes %d-%d/%d".formatted(span.startByte(), span.endByte() - 1, blob.lengthBytes()));
      }
      checksums(request, response, blob, span);
      response.contentLength(span.lengthBytes());
      var out = start.begin();
      sender.send(blob, span, out);
      out.close();
    }
  }

  private Blob open(PageBlobRequest request) {
    Blob blob = access.open(request.rawPath(), request.query(), SasPermission.READ);
    Conditions.parse("", request::joined).checkRead(blob.etag(), blob.lastModified());
    if (request.header("x-ms-lease-id") != null) {
      throw ErrorCode.LEASE_NOT_PRESENT.refusal("expected no lease id, as blobs have no leases");
    }
    return blob;
  }

  private static Span spanOf(ByteRange range, Blob blob, ServerResponse response) {
    try {
      return range.within(blob.lengthBytes());
    } catch (PageBlobException e) {
      response.header(HeaderNames.CONTENT_RANGE, "bytes */" + blob.lengthBytes());
      throw e;
    }
  }

  private static void checkChecksums(
      PageBlobRequest request, @Nullable ByteRange range, Span span) {
    boolean wanted = request.flag(WANT_MD5) || request.flag(WANT_CRC64);
    if (wanted && range == null) {
      throw ErrorCode.INVALID_HEADER_VALUE.refusal(
          "expected a range beside %s or %s, but found none", WANT_MD5, WANT_CRC64);
    }
    if (wanted && span.lengthBytes() > PageBlobSettings.CHECKED_READ_BYTES_MAX) {
      throw ErrorCode.INVALID_HEADER_VALUE.refusal(
          "expected a range of at most %d bytes to compute a checksum of, but found %d",
          PageBlobSettings.CHECKED_READ_BYTES_MAX, span.lengthBytes());
    }
  }

  private static void checksums(
      PageBlobRequest request, ServerResponse response, Blob blob, Span span) {
    if (request.flag(WANT_MD5) || request.flag(WANT_CRC64)) {
      int length = (int) span.lengthBytes();
      byte[] bytes = new byte[length];
      WholeSpan.read(blob, span, bytes);
      if (request.flag(WANT_MD5)) {
        response.header(HeaderNames.create("Content-MD5"), Digests.md5(bytes, length));
      }
      if (request.flag(WANT_CRC64)) {
        response.header("x-ms-content-crc64", Digests.crc64(bytes, length));
      }
    }
  }
}
