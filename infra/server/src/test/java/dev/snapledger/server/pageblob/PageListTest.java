package dev.snapledger.server.pageblob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.server.pageblob.Http.Listed;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageListTest {
  private static final long SIZE = 8 << 20;
  private static final Listed FOOTER = new Listed("PageRange", SIZE, SIZE + 511);

  @TempDir Path folder;
  private DataPlane plane;
  private DiskId disk;
  private String write;

  @BeforeEach
  void start() {
    plane = DataPlane.in(folder);
    disk = plane.disk(SIZE);
    write = plane.url(disk, SasAccess.WRITE);
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private void fill(long startByte, int length) throws Exception {
    byte[] data = new byte[length];
    new Random(startByte).nextBytes(data);
    assertThat(Http.putPage(write, startByte, data).statusCode()).isEqualTo(201);
  }

  private static Listed data(long first, long last) {
    return new Listed("PageRange", first, last);
  }

  @Test
  void listsWhatHoldsData() throws Exception {
    // given
    fill(0, 4096);
    fill(65536, 8192);
    SnapshotId snapshot = plane.snapshot(disk);

    // when
    HttpResponse<byte[]> listed = Http.get(plane.url(snapshot) + "&comp=pagelist");

    // then
    assertThat(Http.outcome(listed)).isEqualTo("200");
    assertThat(Http.header(listed, "Content-Type")).isEqualTo("application/xml");
    assertThat(Http.header(listed, "x-ms-blob-content-length"))
        .isEqualTo(Long.toString(SIZE + 512));
    assertThat(Http.header(listed, "ETag")).isNotEmpty();
    assertThat(Http.text(listed))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><PageList>"
                + "<PageRange><Start>0</Start><End>4095</End></PageRange>"
                + "<PageRange><Start>65536</Start><End>73727</End></PageRange>"
                + "<PageRange><Start>8388608</Start><End>8389119</End></PageRange>"
                + "<NextMarker /></PageList>");
  }

  @Test
  void joinsTheFooterToTheDataBeforeIt() throws Exception {
    // given
    fill(SIZE - 4096, 4096);

    // when / then
    assertThat(Http.ranges(Http.get(write + "&comp=pagelist")))
        .containsExactly(data(SIZE - 4096, SIZE + 511));
  }

  @Test
  void listsPartsAndPages() throws Exception {
    // given
    fill(0, 4096);
    fill(8192, 4096);
    fill(16384, 4096);
    String list = write + "&comp=pagelist";

    // when / then
    assertThat(Http.ranges(Http.get(list, "Range", "bytes=1000-9000")))
        .containsExactly(data(512, 4095), data(8192, 9215));
    assertThat(Http.ranges(Http.get(list, "Range", "bytes=20480-30000"))).isEmpty();
    HttpResponse<byte[]> first = Http.get(list + "&maxresults=2");
    assertThat(Http.ranges(first)).containsExactly(data(0, 4095), data(8192, 12287));
    assertThat(Http.text(first)).contains("<NextMarker>16384</NextMarker>");
    HttpResponse<byte[]> second = Http.get(list + "&maxresults=2&marker=16384");
    assertThat(Http.ranges(second)).containsExactly(data(16384, 20479), FOOTER);
    assertThat(Http.text(second)).contains("<NextMarker />");
    assertThat(Http.ranges(Http.get(list + "&marker=8389120"))).isEmpty();
  }

  @Test
  void refusesOtherQuestions() throws Exception {
    String list = write + "&comp=pagelist";
    assertThat(Http.outcome(Http.get(list + "&maxresults=0")))
        .isEqualTo("400 OutOfRangeQueryParameterValue");
    assertThat(Http.outcome(Http.get(list + "&maxresults=-1")))
        .isEqualTo("400 OutOfRangeQueryParameterValue");
    assertThat(Http.outcome(Http.get(list + "&marker=x")))
        .isEqualTo("400 InvalidQueryParameterValue");
    assertThat(Http.outcome(Http.get(list, "Range", "bytes=8389120-")))
        .isEqualTo("416 InvalidRange");
    assertThat(Http.outcome(Http.get(list, "If-Match", "\"x\""))).isEqualTo("412 ConditionNotMet");
    assertThat(Http.outcome(Http.get(list + "&prevsnapshot=x")))
        .isEqualTo("409 PreviousSnapshotOperationNotSupported");
  }

  @Test
  void listsChangesInBothDirections() throws Exception {
    // given
    fill(0, 8192);
    fill(131072, 4096);
    SnapshotId older = plane.snapshot(disk);
    fill(65536, 4096);
    Http.clear(write, 0, 4096);
    SnapshotId newer = plane.snapshot(disk);
    String olderUrl = plane.url(older);
    String newerUrl = plane.url(newer);

    // when
    HttpResponse<byte[]> forward =
        Http.get(newerUrl + "&comp=pagelist", "x-ms-previous-snapshot-url", olderUrl);
    HttpResponse<byte[]> back =
        Http.get(olderUrl + "&comp=pagelist", "x-ms-previous-snapshot-url", newerUrl);

    // then
    assertThat(Http.ranges(forward))
        .containsExactly(new Listed("ClearRange", 0, 4095), data(65536, 69631), FOOTER);
    assertThat(Http.ranges(back))
        .containsExactly(data(0, 4095), new Listed("ClearRange", 65536, 69631), FOOTER);
    String byId = newerUrl + "&comp=pagelist&prevsnapshot=" + older;
    assertThat(Http.ranges(Http.get(byId))).isEqualTo(Http.ranges(forward));
    String time = Objects.requireNonNull(plane.snapshot(older)).startedAt().toString();
    assertThat(Http.ranges(Http.get(newerUrl + "&comp=pagelist&prevsnapshot=" + time)))
        .isEqualTo(Http.ranges(forward));
    assertThat(Http.ranges(Http.get(byId + "&maxresults=1&marker=4096")))
        .containsExactly(data(65536, 69631));
  }

  @Test
  void comparesOnlyWhatItMayAndCan() throws Exception {
    // given
    SnapshotId snapshot = plane.snapshot(disk);
    SnapshotId foreign = plane.snapshot(plane.disk(SIZE));
    String list = plane.url(snapshot) + "&comp=pagelist";
    String name = "x-ms-previous-snapshot-url";

    // when / then
    assertThat(Http.outcome(Http.get(list, name, plane.url(snapshot).replace("sp=r", "sp=rw"))))
        .isEqualTo("403 AuthenticationFailed");
    assertThat(Http.outcome(Http.get(list, name, "nonsense"))).isEqualTo("400 InvalidHeaderValue");
    assertThat(Http.outcome(Http.get(list, name, plane.url(foreign))))
        .isEqualTo("409 PreviousSnapshotOperationNotSupported");
    assertThat(Http.outcome(Http.get(list, name, write)))
        .isEqualTo("409 PreviousSnapshotOperationNotSupported");
    assertThat(Http.outcome(Http.get(list + "&prevsnapshot=" + foreign)))
        .isEqualTo("409 PreviousSnapshotNotFound");
    assertThat(Http.outcome(Http.get(list + "&prevsnapshot=" + foreign, name, write)))
        .isEqualTo("400 InvalidInput");
  }

  @Test
  void clearsTheFooterOfASmallerDisk() throws Exception {
    // given
    SnapshotId smaller = plane.snapshot(disk);
    plane.store(DataPlane.REGION).resizeVolume(new VolumeId(disk.value()), SIZE * 2);
    SnapshotId larger = plane.snapshot(disk);
    String list = plane.url(larger) + "&comp=pagelist";
    String previous = plane.url(smaller);

    // when / then
    assertThat(Http.ranges(Http.get(list, "x-ms-previous-snapshot-url", previous)))
        .containsExactly(
            new Listed("ClearRange", SIZE, SIZE + 511), data(SIZE * 2, SIZE * 2 + 511));
    plane.diffBoundary(SIZE);
    assertThat(Http.outcome(Http.get(list, "x-ms-previous-snapshot-url", previous)))
        .isEqualTo("409 PreviousSnapshotOperationNotSupported");
  }

  @Test
  void givesAtMostTenThousandRangesWhereSomeAreAskedFor() throws Exception {
    // given 10,001 stretches of data
    int most = PageBlobSettings.LISTED_RANGES_MAX;
    DiskId large = plane.disk(96 << 20);
    String url = plane.url(large, SasAccess.WRITE);
    byte[] stripes = new byte[4 << 20];
    for (int at = 0; at < stripes.length; at += 8192) {
      stripes[at] = 1;
    }
    int puts = most / (stripes.length / 8192);
    for (int put = 0; put < puts; put++) {
      Http.putPage(url, (long) put * stripes.length, stripes);
    }
    int rest = (most + 1) % (stripes.length / 8192) * 8192;
    Http.putPage(url, (long) puts * stripes.length, Arrays.copyOf(stripes, rest));
    String list = url + "&comp=pagelist&maxresults=";

    // when
    List<Listed> at = Http.ranges(Http.get(list + most));
    HttpResponse<byte[]> beyond = Http.get(list + (most + 1));

    // then
    assertThat(at).hasSize(most);
    assertThat(Http.ranges(beyond)).isEqualTo(at);
    assertThat(Http.text(beyond)).contains("<NextMarker>" + (long) most * 8192 + "<");
  }

  @Test
  void streamsLongListsWhole() throws Exception {
    // given
    List<Listed> expected = new ArrayList<>();
    byte[] stripes = new byte[4 << 20];
    for (int part = 0; part < SIZE / 4096; part += 2) {
      stripes[part * 4096 % stripes.length + 5] = 1;
      expected.add(data(part * 4096L, part * 4096L + 4095));
    }
    expected.add(FOOTER);
    Http.putPage(write, 0, stripes);
    Http.putPage(write, stripes.length, stripes);

    // when
    HttpResponse<byte[]> listed = Http.get(write + "&comp=pagelist");

    // then
    assertThat(listed.headers().firstValue("Transfer-Encoding")).contains("chunked");
    assertThat(Http.ranges(listed)).isEqualTo(expected);
  }
}
