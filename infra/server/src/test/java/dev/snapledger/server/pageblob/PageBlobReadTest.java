package dev.snapledger.server.pageblob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.server.sas.BlobPath;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageBlobReadTest {
  private static final int SIZE = 5 << 20;

  @TempDir Path folder;
  private DataPlane plane;
  private DiskId disk;
  private SnapshotId snapshot;
  private String url;
  private byte[] bytes;

  @BeforeEach
  void start() throws Exception {
    plane = DataPlane.in(folder);
    disk = plane.disk(SIZE);
    byte[] data = new byte[3 << 20];
    new Random(7).nextBytes(data);
    assertThat(Http.putPage(plane.url(disk, SasAccess.WRITE), 1 << 20, data).statusCode())
        .isEqualTo(201);
    snapshot = plane.snapshot(disk);
    url = plane.url(snapshot);
    bytes = new byte[SIZE + 512];
    System.arraycopy(data, 0, bytes, 1 << 20, data.length);
    byte[] footer = Http.get(url, "x-ms-range", "bytes=" + SIZE + "-").body();
    System.arraycopy(footer, 0, bytes, SIZE, 512);
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void tellsProperties() throws Exception {
    // when
    HttpResponse<byte[]> head =
        Http.send("HEAD", url, "x-ms-version", "2031-01-01", "x-ms-client-request-id", "mine-1");

    // then
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(Http.header(head, "Content-Length")).isEqualTo(Integer.toString(SIZE + 512));
    assertThat(Http.header(head, "x-ms-blob-type")).isEqualTo("PageBlob");
    assertThat(Http.header(head, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(Http.header(head, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(Http.header(head, "Last-Modified")).isEqualTo("Sun, 01 Mar 2026 10:00:00 GMT");
    assertThat(Http.header(head, "ETag")).matches("\"0x[0-9A-F]{32}\"");
    assertThat(Http.header(head, "x-ms-version")).isEqualTo("2031-01-01");
    assertThat(Http.header(head, "x-ms-client-request-id")).isEqualTo("mine-1");
    assertThat(Http.header(head, "x-ms-request-id")).hasSize(36);
    assertThat(Http.header(head, "Date")).isNotEmpty();
  }

  @Test
  void sendsTheWholeDiskWithAFooter() throws Exception {
    // when
    HttpResponse<byte[]> whole = Http.get(url);

    // then
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(bytes);
    byte[] footer = Arrays.copyOfRange(whole.body(), SIZE, SIZE + 512);
    assertThat(VhdFooter.decode(footer, SIZE + 512).sizeBytes()).isEqualTo(SIZE);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=1048575-1048576, 1048575, 1048577",
    "bytes=3-2097200, 3, 2097201",
    "bytes=5242879-5242880, 5242879, 5242881",
    "bytes=5242900-, 5242900, 5243392",
    "bytes=1000-99999999, 1000, 5243392",
  })
  void sendsRanges(String range, int from, int to) throws Exception {
    for (String header : new String[] {"Range", "x-ms-range"}) {
      // when
      HttpResponse<byte[]> part = Http.get(url, header, range);

      // then
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(Http.header(part, "Content-Range"))
          .isEqualTo("bytes %d-%d/%d".formatted(from, to - 1, SIZE + 512));
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, from, to));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=5243392-, 416 InvalidRange",
    "bytes=99999999999-, 416 InvalidRange",
    "bytes=-5, 400 InvalidHeaderValue",
    "bytes=7-6, 400 InvalidHeaderValue",
    "'bytes=0-1,3-4', 400 InvalidHeaderValue",
    "pages=0-1, 400 InvalidHeaderValue",
  })
  void refusesOtherRanges(String range, String outcome) throws Exception {
    // when
    HttpResponse<byte[]> refused = Http.get(url, "x-ms-range", range);

    // then
    assertThat(Http.outcome(refused)).isEqualTo(outcome);
    assertThat(Http.text(refused))
        .startsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>")
        .contains("<Message>expected ");
  }

  @Test
  void sendsChecksumsOfShortRanges() throws Exception {
    // when
    HttpResponse<byte[]> both =
        Http.get(
            url,
            "x-ms-range",
            "bytes=1048570-1048600",
            "x-ms-range-get-content-md5",
            "true",
            "x-ms-range-get-content-crc64",
            "true");

    // then
    byte[] part = Arrays.copyOfRange(bytes, 1048570, 1048601);
    byte[] md5 = java.security.MessageDigest.getInstance("MD5").digest(part);
    assertThat(Http.header(both, "Content-MD5")).isEqualTo(Base64.getEncoder().encodeToString(md5));
    assertThat(Http.header(both, "x-ms-content-crc64")).isEqualTo(Digests.crc64(part, 31));
    assertThat(Http.outcome(Http.get(url, "x-ms-range-get-content-md5", "true")))
        .isEqualTo("400 InvalidHeaderValue");
    assertThat(
            Http.outcome(
                Http.get(
                    url, "x-ms-range-get-content-md5", "true", "x-ms-range", "bytes=0-4194303")))
        .isEqualTo("206");
    assertThat(
            Http.outcome(
                Http.get(
                    url, "x-ms-range-get-content-md5", "true", "x-ms-range", "bytes=0-4194304")))
        .isEqualTo("400 InvalidHeaderValue");
  }

  @Test
  void holdsToConditions() throws Exception {
    // given
    String etag = Http.header(Http.send("HEAD", url), "ETag");
    String then = "Sun, 01 Mar 2026 10:00:00 GMT";
    String before = "Sun, 01 Mar 2026 09:59:59 GMT";

    // when / then
    assertThat(Http.outcome(Http.get(url, "If-Match", etag))).isEqualTo("200");
    assertThat(Http.outcome(Http.get(url, "If-Match", "\"other\"")))
        .isEqualTo("412 ConditionNotMet");
    assertThat(Http.outcome(Http.get(url, "If-None-Match", etag))).isEqualTo("304 ConditionNotMet");
    assertThat(Http.outcome(Http.get(url, "If-None-Match", "\"other\""))).isEqualTo("200");
    assertThat(Http.outcome(Http.get(url, "If-Modified-Since", then)))
        .isEqualTo("304 ConditionNotMet");
    assertThat(Http.outcome(Http.get(url, "If-Modified-Since", before))).isEqualTo("200");
    assertThat(Http.outcome(Http.get(url, "If-Unmodified-Since", before)))
        .isEqualTo("412 ConditionNotMet");
    assertThat(Http.outcome(Http.get(url, "If-Unmodified-Since", then))).isEqualTo("200");
    assertThat(Http.outcome(Http.get(url, "If-Unmodified-Since", "yesterday")))
        .isEqualTo("400 InvalidHeaderValue");
    assertThat(Http.outcome(Http.get(url, "x-ms-lease-id", "1")))
        .isEqualTo("412 LeaseNotPresentWithBlobOperation");
  }

  @Test
  void aWriteChangesTheTagOfADiskButNotOfASnapshot() throws Exception {
    // given
    String write = plane.url(disk, SasAccess.WRITE);
    String diskTag = Http.header(Http.send("HEAD", write), "ETag");
    String snapshotTag = Http.header(Http.send("HEAD", url), "ETag");

    // when
    HttpResponse<byte[]> written = Http.putPage(write, 0, new byte[512]);

    // then
    String after = Http.header(Http.send("HEAD", write), "ETag");
    assertThat(after).isNotEqualTo(diskTag).isEqualTo(Http.header(written, "ETag"));
    assertThat(Http.outcome(Http.get(write, "If-Match", diskTag))).isEqualTo("412 ConditionNotMet");
    assertThat(Http.header(Http.send("HEAD", url), "ETag")).isEqualTo(snapshotTag);
  }

  @Test
  void refusesWhoIsNotPermitted() throws Exception {
    // given
    GrantRow grant = plane.grant(null, snapshot, SasAccess.READ);
    BlobPath path = BlobPath.of(DataPlane.REGION, snapshot);
    String good = plane.url(path, grant);
    SnapshotId other = plane.snapshot(disk);

    // when / then
    assertThat(Http.outcome(Http.send("HEAD", good))).isEqualTo("200");
    assertThat(Http.outcome(Http.get(plane.address() + path)))
        .isEqualTo("401 NoAuthenticationInformation");
    assertThat(Http.outcome(Http.get(good.replace("sp=r", "sp=rw"))))
        .isEqualTo("403 AuthenticationFailed");
    assertThat(Http.outcome(Http.get(good.replace("&si=", "&xx="))))
        .isEqualTo("403 AuthenticationFailed");
    assertThat(Http.outcome(Http.get(good.replace(snapshot.toString(), other.toString()))))
        .isEqualTo("403 AuthenticationFailed");
    assertThat(Http.outcome(Http.putPage(good, 0, new byte[512])))
        .isEqualTo("403 AuthorizationPermissionMismatch");
    assertThat(Http.outcome(Http.send("HEAD", good.replace("sp=r", "sp=rw"))))
        .isEqualTo("403 AuthenticationFailed");

    // when
    plane.revoke(grant);

    // then
    assertThat(Http.outcome(Http.get(good))).isEqualTo("403 AuthenticationFailed");
    assertThat(Http.outcome(Http.get(url, "Range", "bytes=0-1"))).isEqualTo("206");

    // when
    plane.now(DataPlane.START.plus(Duration.ofHours(1)).minusMillis(1));
    String lastMoment = Http.outcome(Http.get(url, "Range", "bytes=0-1"));
    plane.now(DataPlane.START.plus(Duration.ofHours(1)));

    // then
    assertThat(lastMoment).isEqualTo("206");
    assertThat(Http.outcome(Http.get(url))).isEqualTo("403 AuthenticationFailed");
  }

  @Test
  void urlsOfTheKeyBeforeLastAreRefused() throws Exception {
    // when
    plane.keys().rotate();
    String afterOne = Http.outcome(Http.send("HEAD", url));
    plane.keys().rotate();

    // then
    assertThat(afterOne).isEqualTo("200");
    assertThat(Http.outcome(Http.send("HEAD", url))).isEqualTo("403 AuthenticationFailed");
  }

  @Test
  void saysWhatItDoesNotDo() throws Exception {
    assertThat(Http.outcome(Http.send("OPTIONS", url))).isEqualTo("403 CorsPreflightFailure");
    assertThat(Http.outcome(Http.send("DELETE", url))).isEqualTo("405 UnsupportedHttpVerb");
    assertThat(Http.outcome(Http.send("PUT", url))).isEqualTo("405 UnsupportedHttpVerb");
    assertThat(Http.outcome(Http.get(url + "&comp=tags")))
        .isEqualTo("400 InvalidQueryParameterValue");
    assertThat(Http.outcome(Http.get(url + "&snapshot=2026-01-01T00:00:00Z")))
        .isEqualTo("400 InvalidQueryParameterValue");
    assertThat(Http.outcome(Http.get(url + "&se=x"))).isEqualTo("400 InvalidQueryParameterValue");
    assertThat(Http.outcome(Http.get(plane.address() + "/a/b/c?sig=x")))
        .isEqualTo("400 InvalidUri");
  }

  @Test
  void refusesWhatIsNotThere() throws Exception {
    // given
    var creating = new SnapshotId(new java.util.UUID(1, 77));
    plane.put(creating, disk, SIZE, SnapshotState.CREATING);
    DiskId early = plane.diskWithoutVolume(SIZE);

    // when
    HttpResponse<byte[]> busy = Http.get(plane.url(early, SasAccess.READ));

    // then
    assertThat(Http.outcome(Http.get(plane.url(creating)))).isEqualTo("404 BlobNotFound");
    assertThat(Http.outcome(Http.get(plane.url(new SnapshotId(new java.util.UUID(1, 78))))))
        .isEqualTo("404 BlobNotFound");
    assertThat(Http.outcome(busy)).isEqualTo("503 ServerBusy");
    assertThat(Http.header(busy, "Retry-After")).isEqualTo("1");
  }
}
