package dev.snapledger.server.pageblob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.blockstore.vhd.VhdIdentity;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.SasAccess;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageBlobWriteTest {
  private static final int SIZE = 16 << 20;

  @TempDir Path folder;
  private DataPlane plane;
  private DiskId disk;
  private String url;

  @BeforeEach
  void start() {
    plane = DataPlane.in(folder);
    disk = plane.disk(SIZE);
    url = plane.url(disk, SasAccess.WRITE);
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void writesAndClears() throws Exception {
    // given
    byte[] data = random(4 << 20, 1);

    // when
    HttpResponse<byte[]> written = Http.putPage(url, 512, data);
    HttpResponse<byte[]> cleared = Http.clear(url, 1024, 5120);

    // then
    Arrays.fill(data, 512, 4608, (byte) 0);
    assertThat(Http.outcome(written)).isEqualTo("201");
    assertThat(Http.header(written, "ETag")).isNotEmpty();
    assertThat(Http.header(written, "Last-Modified")).isNotEmpty();
    assertThat(Http.header(written, "x-ms-blob-sequence-number")).isEqualTo("0");
    assertThat(Http.header(written, "x-ms-content-crc64"))
        .isEqualTo(Digests.crc64(random(4 << 20, 1), 4 << 20));
    assertThat(Http.outcome(cleared)).isEqualTo("201");
    assertThat(Http.get(url, "Range", "bytes=512-4194815").body()).isEqualTo(data);
  }

  @Test
  void checksumsThatAreSentAreChecked() throws Exception {
    // given
    byte[] data = random(1024, 2);
    String md5 = Digests.md5(data, 1024);
    String crc64 = Digests.crc64(data, 1024);
    String wrong = Digests.md5(data, 512);

    // when / then
    HttpResponse<byte[]> good = Http.putPage(url, 0, data, "Content-MD5", md5);
    assertThat(Http.outcome(good)).isEqualTo("201");
    assertThat(Http.header(good, "Content-MD5")).isEqualTo(md5);
    assertThat(Http.outcome(Http.putPage(url, 0, data, "x-ms-content-crc64", crc64)))
        .isEqualTo("201");
    assertThat(Http.outcome(Http.putPage(url, 0, data, "Content-MD5", wrong)))
        .isEqualTo("400 Md5Mismatch");
    assertThat(Http.outcome(Http.putPage(url, 0, data, "Content-MD5", "x")))
        .isEqualTo("400 InvalidMd5");
    assertThat(
            Http.outcome(
                Http.putPage(url, 0, data, "x-ms-content-crc64", Digests.crc64(data, 512))))
        .isEqualTo("400 Crc64Mismatch");
    assertThat(Http.outcome(Http.putPage(url, 0, data, "x-ms-content-crc64", md5)))
        .isEqualTo("400 InvalidHeaderValue");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-511, 512, update, 201",
    "bytes=1-512, 512, update, 416 InvalidPageRange",
    "bytes=0-510, 511, update, 416 InvalidPageRange",
    "bytes=0-, 512, update, 416 InvalidPageRange",
    "bytes=16777728-16778239, 512, update, 416 InvalidPageRange",
    "bytes=0-511, 1024, update, 400 InvalidHeaderValue",
    "bytes=0-511, 0, update, 400 InvalidHeaderValue",
    "bytes=0-4194815, 4194816, update, 413 RequestBodyTooLarge",
    "bytes=0-511, 512, clear, 400 InvalidHeaderValue",
    "bytes=0-16777215, 0, clear, 201",
    "bytes=0-16777727, 0, clear, 400 InvalidInput",
    "bytes=0-511, 0, shred, 400 InvalidHeaderValue",
    "byte 0, 0, clear, 400 InvalidHeaderValue",
  })
  void holdsToTheRulesOfPages(String range, int length, String write, String outcome)
      throws Exception {
    // when
    HttpResponse<byte[]> answer =
        Http.send(
            "PUT",
            url + "&comp=page",
            BodyPublishers.ofByteArray(new byte[length]),
            "x-ms-page-write",
            write,
            "x-ms-range",
            range);

    // then
    assertThat(Http.outcome(answer)).isEqualTo(outcome);
  }

  @Test
  void refusesWhatItCannotPromise() throws Exception {
    byte[] page = new byte[512];
    assertThat(Http.outcome(Http.send("PUT", url + "&comp=page")))
        .isEqualTo("400 MissingRequiredHeader");
    assertThat(Http.outcome(Http.send("PUT", url + "&comp=page", "x-ms-page-write", "clear")))
        .isEqualTo("400 MissingRequiredHeader");
    assertThat(Http.outcome(Http.putPage(url, 0, page, "x-ms-encryption-key", "k")))
        .isEqualTo("400 UnsupportedHeader");
    assertThat(Http.outcome(Http.putPage(url, 0, page, "x-ms-structured-body", "XSM/1.0")))
        .isEqualTo("400 UnsupportedHeader");
    assertThat(Http.outcome(Http.putPage(url, 0, page, "x-ms-lease-id", "l")))
        .isEqualTo("412 LeaseNotPresentWithBlobOperation");
    assertThat(Http.outcome(Http.putPage(url, 0, page, "x-ms-if-sequence-number-eq", "1")))
        .isEqualTo("412 SequenceNumberConditionNotMet");
    assertThat(Http.outcome(Http.putPage(url, 0, page, "x-ms-if-sequence-number-le", "1")))
        .isEqualTo("201");
    assertThat(
            Http.outcome(
                Http.send(
                    "PUT",
                    url + "&comp=page",
                    BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(page)),
                    "x-ms-page-write",
                    "update",
                    "x-ms-range",
                    "bytes=0-511")))
        .isEqualTo("411 MissingContentLengthHeader");
  }

  @Test
  void writesUnderConditionsOnly() throws Exception {
    // given
    String etag = Http.header(Http.send("HEAD", url), "ETag");

    // when
    HttpResponse<byte[]> first = Http.putPage(url, 0, random(512, 3), "If-Match", etag);
    HttpResponse<byte[]> second = Http.putPage(url, 0, random(512, 4), "If-Match", etag);

    // then
    assertThat(Http.outcome(first)).isEqualTo("201");
    assertThat(Http.outcome(second)).isEqualTo("412 ConditionNotMet");
    assertThat(Http.get(url, "Range", "bytes=0-511").body()).isEqualTo(random(512, 3));
  }

  @Test
  void takesAFooterOfThisSizeAndKeepsItsOwn() throws Exception {
    // given
    byte[] own = Http.get(url, "Range", "bytes=" + SIZE + "-").body();
    var identity = new VhdIdentity(DataPlane.START, new UUID(3, 4));
    byte[] tail = Arrays.copyOf(random(512, 5), 1024);
    System.arraycopy(new VhdFooter(SIZE, identity).encode(), 0, tail, 512, 512);
    byte[] foreign = new VhdFooter(SIZE * 2L, identity).encode();

    // when
    HttpResponse<byte[]> taken = Http.putPage(url, SIZE - 512, tail);
    HttpResponse<byte[]> otherSize = Http.putPage(url, SIZE, foreign);
    HttpResponse<byte[]> noFooter = Http.putPage(url, SIZE, new byte[512]);

    // then
    assertThat(Http.outcome(taken)).isEqualTo("201");
    assertThat(Http.outcome(otherSize)).isEqualTo("400 InvalidInput");
    assertThat(Http.text(otherSize)).contains("current size");
    assertThat(Http.outcome(noFooter)).isEqualTo("400 InvalidInput");
    byte[] end = Http.get(url, "Range", "bytes=" + (SIZE - 512) + "-").body();
    assertThat(Arrays.copyOf(end, 512)).isEqualTo(random(512, 5));
    assertThat(Arrays.copyOfRange(end, 512, 1024)).isEqualTo(own);
  }

  @Test
  void copiesFromAUrlOfThisServer() throws Exception {
    // given
    Http.putPage(url, 0, random(8192, 6));
    SnapshotId snapshot = plane.snapshot(disk);
    String source = plane.url(snapshot);
    DiskId target = plane.disk(SIZE);
    String to = plane.url(target, SasAccess.WRITE) + "&comp=page";
    String[] headers = {
      "x-ms-page-write", "update",
      "x-ms-range", "bytes=1024-5119",
      "x-ms-source-range", "bytes=512-4607",
      "x-ms-copy-source", source
    };

    // when
    HttpResponse<byte[]> copied = Http.send("PUT", to, headers);

    // then
    assertThat(Http.outcome(copied)).isEqualTo("201");
    assertThat(Http.get(plane.url(target, SasAccess.READ), "Range", "bytes=1024-5119").body())
        .isEqualTo(Arrays.copyOfRange(random(8192, 6), 512, 4608));
    headers[7] = source.replace("sp=r", "sp=rw");
    assertThat(Http.outcome(Http.send("PUT", to, headers))).isEqualTo("403 CannotVerifyCopySource");
    headers[7] = "https://elsewhere.example/a/b/c";
    assertThat(Http.outcome(Http.send("PUT", to, headers))).isEqualTo("403 CannotVerifyCopySource");
    headers[7] = "file:///etc/passwd";
    assertThat(Http.outcome(Http.send("PUT", to, headers))).isEqualTo("400 InvalidHeaderValue");
    headers[7] = source;
    headers[5] = "bytes=512-4095";
    assertThat(Http.outcome(Http.send("PUT", to, headers))).isEqualTo("400 InvalidHeaderValue");
    headers[5] = "bytes=16777216-16781311";
    assertThat(Http.outcome(Http.send("PUT", to, headers))).isEqualTo("416 InvalidRange");
  }

  @Test
  void aSourceHasToMeetItsConditions() throws Exception {
    // given
    Http.putPage(url, 0, random(512, 8));
    String source = plane.url(plane.snapshot(disk));
    String to = plane.url(plane.disk(SIZE), SasAccess.WRITE) + "&comp=page";
    String[] headers = {
      "x-ms-page-write", "update",
      "x-ms-range", "bytes=0-511",
      "x-ms-source-range", "bytes=0-511",
      "x-ms-copy-source", source,
      "x-ms-source-if-match", "\"other\""
    };

    // when / then
    assertThat(Http.outcome(Http.send("PUT", to, headers))).isEqualTo("412 SourceConditionNotMet");
    headers[8] = "x-ms-source-content-md5";
    headers[9] = Digests.md5(new byte[512], 512);
    assertThat(Http.outcome(Http.send("PUT", to, headers))).isEqualTo("400 Md5Mismatch");
    headers[9] = Digests.md5(random(512, 8), 512);
    assertThat(Http.outcome(Http.send("PUT", to, headers))).isEqualTo("201");
  }

  @Test
  void aReadSignatureDoesNotWrite() throws Exception {
    assertThat(Http.outcome(Http.putPage(plane.url(disk, SasAccess.READ), 0, new byte[512])))
        .isEqualTo("403 AuthorizationPermissionMismatch");
  }
}
