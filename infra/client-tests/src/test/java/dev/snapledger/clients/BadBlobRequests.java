package dev.snapledger.clients;

import static dev.snapledger.clients.BadRequest.blob;
import static dev.snapledger.clients.BadRequest.open;

import dev.snapledger.clients.BadRequest.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Bad requests to blobs, and what is no request at all. */
final class BadBlobRequests {
  private static final String READ = "GET {snapshot}";
  private static final String WRITE = "PUT {disk}&comp=page";
  private static final String PAGE = "p".repeat(512);
  private static final String PREVIOUS = "x-ms-previous-snapshot-url: ";

  private BadBlobRequests() {}

  static Stream<BadRequest> all() {
    return Stream.of(signatures(), reads(), writes(), heads()).flatMap(List::stream);
  }

  private static List<BadRequest> signatures() {
    return List.of(
        blob("no signature", "GET {path}", "401 NoAuthenticationInformation"),
        blob("a token for a blob", "GET {path}", "401 NoAuthenticationInformation")
            .with("Authorization: Bearer {token}"),
        blob("signature of another blob", "GET {otherpath}?{query}", "403 AuthenticationFailed"),
        blob("signature of a disk", "GET {path}?{diskquery}", "403 AuthenticationFailed"),
        blob("signature twice", READ + "&sig=x", "400 InvalidQueryParameterValue"),
        blob("a later expiry", "GET {later}", "403 AuthenticationFailed"),
        blob("more rights", "GET {stronger}", "403 AuthenticationFailed"),
        blob("signature cut short", "GET {short}", "403 AuthenticationFailed"),
        blob("revoked", "GET {revoked}", "403 AuthenticationFailed"),
        blob("revoked, to write", "PUT {revoked}&comp=page", "403 AuthenticationFailed")
            .with("x-ms-page-write: update", "x-ms-range: bytes=0-511")
            .sending(PAGE),
        blob(
                "writing with a URL to read",
                "PUT {snapshot}&comp=page",
                "403 AuthorizationPermissionMismatch")
            .with("x-ms-page-write: update", "x-ms-range: bytes=0-511")
            .sending(PAGE),
        blob("HEAD without a signature", "HEAD {path}", "401 NoAuthenticationInformation")
            .answeredIn(Shape.NONE));
  }

  private static List<BadRequest> reads() {
    return List.of(
        blob("range behind the end", READ, "416 InvalidRange").with("Range: bytes=1073742336-"),
        blob("range that ends first", READ, "400 InvalidHeaderValue").with("Range: bytes=9-1"),
        blob("range of the last bytes", READ, "400 InvalidHeaderValue").with("Range: bytes=-5"),
        blob("two ranges", READ, "400 InvalidHeaderValue").with("x-ms-range: bytes=0-1,3-4"),
        blob("range of 20 digits", READ, "400 InvalidHeaderValue")
            .with("x-ms-range: bytes=0-99999999999999999999"),
        blob("range of lines", READ, "400 InvalidHeaderValue").with("Range: lines=0-1"),
        blob("empty range", READ, "400 InvalidHeaderValue").with("x-ms-range: "),
        blob("date that is none", READ, "400 InvalidHeaderValue")
            .with("If-Modified-Since: yesterday"),
        blob("tag of another state", READ, "412 ConditionNotMet").with("If-Match: \"0x0\""),
        blob("a lease", READ, "412 LeaseNotPresentWithBlobOperation").with("x-ms-lease-id: a"),
        blob("checksum of everything", READ, "400 InvalidHeaderValue")
            .with("x-ms-range-get-content-md5: true"),
        blob("unknown comp", READ + "&comp=metadata", "400 InvalidQueryParameterValue"),
        blob("a snapshot of a snapshot", READ + "&snapshot=x", "400 InvalidQueryParameterValue"),
        blob("half an escape", READ + "&a=%4", "400 BadRequest"),
        blob("no UTF-8 in the query", READ + "&a=%ff", "400 InvalidQueryParameterValue"),
        blob(
            "list of none",
            READ + "&comp=pagelist&maxresults=0",
            "400 OutOfRangeQueryParameterValue"),
        blob(
            "list of x", READ + "&comp=pagelist&maxresults=x", "400 OutOfRangeQueryParameterValue"),
        blob("list from x", READ + "&comp=pagelist&marker=x", "400 InvalidQueryParameterValue"),
        blob("list since a URL that is none", READ + "&comp=pagelist", "400 InvalidHeaderValue")
            .with(PREVIOUS + "nonsense"),
        blob("list since what may not be read", READ + "&comp=pagelist", "403 AuthenticationFailed")
            .with(PREVIOUS + "https://localhost{otherpath}?{query}"),
        blob(
            "list since nothing",
            READ + "&comp=pagelist&prevsnapshot=x",
            "409 PreviousSnapshotNotFound"),
        blob("a path in capitals", "GET {capitals}", "400 InvalidUri"),
        blob("a path with dots", "GET /md-disks/eastus/..", "404").answeredIn(Shape.NONE),
        blob("a path with NUL", "GET /md-disks/eastus/%00?{query}", "400 InvalidUri"),
        blob("a path of no region", "GET /md-disks/%2e%2e/x?{query}", "400 InvalidUri"),
        blob("a path too short", "GET /md-disks/eastus", "404").answeredIn(Shape.NONE),
        blob("deletion", "DELETE {snapshot}", "405 UnsupportedHttpVerb"),
        blob("unknown method of a blob", "BREW {snapshot}", "405 UnsupportedHttpVerb"),
        blob("another origin", "OPTIONS {snapshot}", "403 CorsPreflightFailure")
            .with("Origin: https://example.com", "Access-Control-Request-Method: GET"));
  }

  private static BadRequest write(String name, String range, String outcome) {
    return blob(name, WRITE, outcome)
        .with("x-ms-page-write: update", "x-ms-range: " + range)
        .sending(PAGE);
  }

  private static List<BadRequest> writes() {
    String update = "x-ms-page-write: update";
    String first = "x-ms-range: bytes=0-511";
    return List.of(
        write("half a page", "bytes=0-255", "416 InvalidPageRange"),
        write("a page in between", "bytes=1-512", "416 InvalidPageRange"),
        write("a page without end", "bytes=0-", "416 InvalidPageRange"),
        write("a page behind the end", "bytes=1073742336-1073742847", "416 InvalidPageRange"),
        write("more than it says", "bytes=0-1023", "400 InvalidHeaderValue"),
        write("more than 4 MiB", "bytes=0-4194815", "413 RequestBodyTooLarge"),
        write("a footer that is none", "bytes=1073741824-1073742335", "400 InvalidInput"),
        blob("no range", WRITE, "400 MissingRequiredHeader").with(update).sending(PAGE),
        blob("no kind of write", WRITE, "400 MissingRequiredHeader").with(first).sending(PAGE),
        blob("unknown kind of write", WRITE, "400 InvalidHeaderValue")
            .with("x-ms-page-write: erase", first)
            .sending(PAGE),
        blob("no length", WRITE, "411 MissingContentLengthHeader").with(update, first),
        blob("chunks", WRITE, "411 MissingContentLengthHeader")
            .with(update, first, "Transfer-Encoding: chunked")
            .sendingBare("200\r\n" + PAGE + "\r\n0\r\n\r\n"),
        blob("chunks that are none", WRITE, "411 MissingContentLengthHeader")
            .with(update, first, "Transfer-Encoding: chunked")
            .sendingBare("zz\r\n"),
        blob("wrong checksum", WRITE, "400 Md5Mismatch")
            .with(update, first, "Content-MD5: AAAAAAAAAAAAAAAAAAAAAA==")
            .sending(PAGE),
        blob("checksum that is none", WRITE, "400 InvalidMd5")
            .with(update, first, "Content-MD5: x")
            .sending(PAGE),
        blob("wrong CRC", WRITE, "400 Crc64Mismatch")
            .with(update, first, "x-ms-content-crc64: AAAAAAAAAAA=")
            .sending(PAGE),
        blob("sequence number that is none", WRITE, "400 InvalidHeaderValue")
            .with(update, first, "x-ms-if-sequence-number-eq: x")
            .sending(PAGE),
        blob("another's key", WRITE, "400 UnsupportedHeader")
            .with(update, first, "x-ms-encryption-key: a")
            .sending(PAGE),
        blob("copy of what may not be read", WRITE, "403 CannotVerifyCopySource")
            .with(update, first, "Content-Length: 0")
            .with("x-ms-copy-source: https://localhost{otherpath}?{query}")
            .with("x-ms-source-range: bytes=0-511"),
        blob("copy of another host's file", WRITE, "403 CannotVerifyCopySource")
            .with(update, first, "Content-Length: 0")
            .with("x-ms-copy-source: http://169.254.169.254/latest/meta-data")
            .with("x-ms-source-range: bytes=0-511"),
        blob("clearing of the footer", WRITE, "400 InvalidInput")
            .with("x-ms-page-write: clear", "x-ms-range: bytes=1073741824-1073742335")
            .with("Content-Length: 0"));
  }

  private static List<BadRequest> heads() {
    String line = "GET /health/live";
    return List.of(
        open("first line of 9,000 bytes", line + "?" + "a".repeat(9_000), "414 RequestUriTooLong"),
        open("one header of 17,000 bytes", line, "400 BadRequest").with("x: " + "a".repeat(17_000)),
        open("2,000 headers", line, "400 BadRequest").with("x: abcdef\r\n".repeat(2_000) + "y: z"),
        open("header without a colon", line, "400 BadRequest").with("nonsense"),
        open("header with a space in its name", line, "400 BadRequest").with("a b: c"),
        open("header with NUL", line, "400 BadRequest").with("a: \u0000"),
        open("host twice", line, "400 BadRequest").with("Host: elsewhere"),
        open("length below zero", line, "400 BadRequest").with("Content-Length: -1"),
        open("length that is no number", line, "400 BadRequest").with("Content-Length: x"),
        open("length of 70 bits", line, "400 BadRequest")
            .with("Content-Length: 1180591620717411303424"),
        open("length of 1 TiB", line, "413 RequestEntityTooLarge")
            .with("Content-Length: 1099511627776"),
        open("two lengths", line, "400 BadRequest").with("Content-Length: 1", "Content-Length: 2"),
        open("length and chunks", line, "400 BadRequest")
            .with("Content-Length: 1", "Transfer-Encoding: chunked"),
        open("chunks in chunks", line, "400 BadRequest")
            .with("Transfer-Encoding: chunked, chunked"),
        open("compressed chunks", line, "501 NotImplemented")
            .with("Transfer-Encoding: gzip, chunked"),
        blob("length and chunks of a blob", READ, "400 BadRequest")
            .with("Content-Length: 1", "Transfer-Encoding: chunked"));
  }
}
