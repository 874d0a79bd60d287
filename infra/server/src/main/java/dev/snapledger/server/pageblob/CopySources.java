package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.server.sas.SasPermission;

/**
 * Sources of Put Page from URL: disks and snapshots of this server, by shared-access URLs that are
 * verified like any other. Nothing is fetched from elsewhere. Safe for use by many threads.
 */
final class CopySources {
  private final BlobAccess access;

  CopySources(BlobAccess access) {
    this.access = access;
  }

  /**
   * Reads the source range of a request.
   *
   * @param length expected length of the range
   * @throws PageBlobException if it is not there, not permitted, of another length, or not as
   *     demanded by conditions or checksums
   */
  void read(PageBlobRequest request, String source, byte[] into, int length) {
    ByteRange range =
        ByteRange.parseOrNull("x-ms-source-range", request.header("x-ms-source-range"));
    if (range == null) {
      throw ErrorCode.MISSING_REQUIRED_HEADER.refusal("expected x-ms-source-range, but found none");
    }
    if (range.firstByte() % Geometry.PAGE_BYTES != 0
        || range.lastByte() - range.firstByte() + 1 != length) {
      throw ErrorCode.INVALID_HEADER_VALUE.refusal(
          "expected %d bytes from a multiple of 512 in x-ms-source-range, but found bytes %d to %d",
          length, range.firstByte(), range.lastByte());
    }
    Blob blob = open(source);
    Conditions.parse("x-ms-source-", request::joined)
        .check(blob.etag(), blob.lastModified(), ErrorCode.SOURCE_CONDITION_NOT_MET);
    if (range.lastByte() >= blob.lengthBytes()) {
      throw ErrorCode.INVALID_RANGE.refusal(
          "expected a source range inside the blob of %d bytes, but it ends at %d",
          blob.lengthBytes(), range.lastByte());
    }
    WholeSpan.read(blob, new Span(range.firstByte(), range.lastByte() + 1), into);
    Digests.check(
        into,
        length,
        request.header("x-ms-source-content-md5"),
        request.header("x-ms-source-content-crc64"));
  }

  private Blob open(String source) {
    SasUrl url = SasUrl.parse(source);
    if (url == null) {
      throw ErrorCode.INVALID_HEADER_VALUE.refusal(
          "expected a shared-access URL in x-ms-copy-source, but found something else");
    }
    try {
      return access.open(url.rawPath(), BlobQuery.parse(url.rawQuery()), SasPermission.READ);
    } catch (PageBlobException e) {
      throw ErrorCode.CANNOT_VERIFY_COPY_SOURCE.refusal(
          "expected a source that can be read, but: %s", e.detail());
    }
  }
}
