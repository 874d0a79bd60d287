package dev.snapledger.server.pageblob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.server.pageblob.Http.Listed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random writes against plain arrays: what is read, listed and rebuilt from differences. */
class PageBlobModelTest {
  private static final int SIZE = 3 << 20;
  private static final int SNAPSHOTS = 4;
  private static final int WRITES = 25;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everySnapshotCanBeRebuiltFromAnyOther(long seed) throws Exception {
    // given
    var random = new SplittableRandom(seed);
    try (DataPlane plane = DataPlane.in(folder)) {
      DiskId disk = plane.disk(SIZE);
      String write = plane.url(disk, SasAccess.WRITE);
      byte[] model = new byte[SIZE];
      List<byte[]> images = new ArrayList<>();
      List<String> urls = new ArrayList<>();
      for (int s = 0; s < SNAPSHOTS; s++) {
        for (int w = 0; w < WRITES; w++) {
          change(random, write, model);
        }
        SnapshotId snapshot = plane.snapshot(disk);
        urls.add(plane.url(snapshot));
        byte[] image = Arrays.copyOf(model, SIZE + 512);
        byte[] footer = Http.get(urls.get(s), "Range", "bytes=" + SIZE + "-").body();
        System.arraycopy(footer, 0, image, SIZE, 512);
        images.add(image);
      }

      // when / then
      for (int to = 0; to < SNAPSHOTS; to++) {
        assertThat(Http.get(urls.get(to)).body()).isEqualTo(images.get(to));
        assertThat(rebuilt(new byte[SIZE + 512], urls.get(to), null)).isEqualTo(images.get(to));
        for (int from = 0; from < SNAPSHOTS; from++) {
          byte[] copy = images.get(from).clone();
          assertThat(rebuilt(copy, urls.get(to), urls.get(from))).isEqualTo(images.get(to));
        }
      }
    }
  }

  private static void change(SplittableRandom random, String write, byte[] model) throws Exception {
    int pages = SIZE / 512;
    int first = random.nextInt(pages);
    int count = 1 + random.nextInt(Math.min(random.nextInt(4) == 0 ? 1024 : 20, pages - first));
    int from = first * 512;
    int length = count * 512;
    if (random.nextInt(4) == 0) {
      Arrays.fill(model, from, from + length, (byte) 0);
      assertThat(Http.clear(write, from, from + length).statusCode()).isEqualTo(201);
    } else {
      byte[] data = new byte[length];
      random.nextBytes(data);
      System.arraycopy(data, 0, model, from, length);
      assertThat(Http.putPage(write, from, data).statusCode()).isEqualTo(201);
    }
  }

  /** Applies the ranges that are listed to a copy. */
  private static byte[] rebuilt(byte[] copy, String url, @Nullable String previous)
      throws Exception {
    String list = url + "&comp=pagelist";
    List<Listed> ranges =
        Http.ranges(
            previous == null
                ? Http.get(list)
                : Http.get(list, "x-ms-previous-snapshot-url", previous));
    for (Listed range : ranges) {
      int from = (int) range.firstByte();
      int end = (int) range.lastByte() + 1;
      if (range.kind().equals("ClearRange")) {
        Arrays.fill(copy, from, end, (byte) 0);
      } else {
        byte[] bytes = Http.get(url, "x-ms-range", "bytes=%d-%d".formatted(from, end - 1)).body();
        System.arraycopy(bytes, 0, copy, from, end - from);
      }
    }
    return copy;
  }
}
