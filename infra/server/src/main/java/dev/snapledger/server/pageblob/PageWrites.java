package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.server.pageblob.DiskRevisions.Revision;
import dev.snapledger.server.sas.SasPermission;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Put Page, and Put Page from URL. A body is received and checked whole before any of it is
 * written; the answer comes when it is durable. Safe for use by many threads.
 */
final class PageWrites {
  private final BlobAccess access;
  private final CopySources sources;
  private final VolumeWriter writer;
  private final DiskRevisions revisions;
  private final Slots uploads;
  private final Buffers buffers = new Buffers(PageBlobSettings.WRITE_BYTES_MAX);

  PageWrites(
      BlobAccess access,
      CopySources sources,
      VolumeWriter writer,
      DiskRevisions revisions,
      Slots uploads) {
    this.access = access;
    this.sources = sources;
    this.writer = writer;
    this.revisions = revisions;
    this.uploads = uploads;
  }

  void put(PageBlobRequest request, ServerResponse response) throws IOException {
    Blob disk = access.open(request.rawPath(), request.query(), SasPermission.READ_WRITE);
    WriteHeaders.check(request);
    String write = request.header("x-ms-page-write");
    if (write == null) {
      throw ErrorCode.MISSING_REQUIRED_HEADER.refusal("expected x-ms-page-write, but found none");
    }
    WriteRange range = WriteRange.of(request.range(), disk.diskBytes());
    switch (write.strip().toLowerCase(Locale.ROOT)) {
      case "update" -> update(request, response, disk, range);
      case "clear" -> clear(request, response, disk, range);
      default ->
          throw ErrorCode.INVALID_HEADER_VALUE.refusal(
              "expected update or clear in x-ms-page-write, but found something else");
    }
  }

  private void update(PageBlobRequest request, ServerResponse response, Blob disk, WriteRange range)
      throws IOException {
    if (range.lengthBytes() > PageBlobSettings.WRITE_BYTES_MAX) {
      throw ErrorCode.REQUEST_BODY_TOO_LARGE.refusal(
          "expected at most %d bytes in one request, but found %d",
          PageBlobSettings.WRITE_BYTES_MAX, range.lengthBytes());
    }
    String source = request.header("x-ms-copy-source");
    checkLength(request, source == null ? range.lengthBytes() : 0);
    int length = (int) range.lengthBytes();
    try (Slots.Slot _ = uploads.take()) {
      byte[] buffer = buffers.take();
      try {
        if (source == null) {
          request.readBody(buffer, length);
          Digests.check(
              buffer, length, request.header("Content-MD5"), request.header("x-ms-content-crc64"));
        } else {
          sources.read(request, source, buffer, length);
        }
        range.checkFooter(buffer, disk.diskBytes());
        Revision revision = writer.write(disk, conditions(request), written(range, buffer));
        checksum(request, response, buffer, length);
        answer(response, disk, revision);
      } finally {
        buffers.give(buffer);
      }
    }
  }

  private void clear(
      PageBlobRequest request, ServerResponse response, Blob disk, WriteRange range) {
    checkLength(request, 0);
    if (range.withFooter()) {
      throw ErrorCode.INVALID_INPUT.refusal(
          "expected the last page to stay, which is the footer of the VHD, but it was to be"
              + " cleared");
    }
    PageRange cleared = range.disk();
    Revision revision =
        writer.write(
            disk,
            conditions(request),
            cleared == null ? null : (store, volume) -> store.clear(volume, cleared));
    answer(response, disk, revision);
  }

  private static Conditions conditions(PageBlobRequest request) {
    return Conditions.parse("", request::joined);
  }

  private static VolumeWriter.@Nullable Change written(WriteRange range, byte[] bytes) {
    PageRange disk = range.disk();
    return disk == null
        ? null
        : (store, volume) ->
            store.write(volume, disk.startByte(), ByteBuffer.wrap(bytes, 0, range.diskLength()));
  }

  private static void checkLength(PageBlobRequest request, long expected) {
    OptionalLong length = request.contentLength();
    if (length.isEmpty()) {
      throw ErrorCode.MISSING_CONTENT_LENGTH.refusal("expected Content-Length, but found none");
    }
    if (length.getAsLong() != expected) {
      throw ErrorCode.INVALID_HEADER_VALUE.refusal(
          "expected a Content-Length of %d bytes, but found %d", expected, length.getAsLong());
    }
  }

  private static void checksum(
      PageBlobRequest request, ServerResponse response, byte[] buffer, int length) {
    if (request.header("Content-MD5") != null) {
      response.header(HeaderNames.create("Content-MD5"), Digests.md5(buffer, length));
    } else {
      response.header("x-ms-content-crc64", Digests.crc64(buffer, length));
    }
  }

  private void answer(ServerResponse response, Blob disk, Revision revision) {
    response.status(Status.CREATED_201);
    Answers.state(response, revisions.etag(revision, disk.diskBytes()), revision.time());
    response.header("x-ms-blob-sequence-number", "0");
    response.header("x-ms-request-server-encrypted", "false");
    response.send();
  }
}
