package dev.snapledger.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskModelTest {
  private static final int PAGE = ChangeSet.PAGE_BYTES;

  @Test
  void readsLikeAnArrayThatTheChangesWereWrittenTo(@TempDir Path folder) throws Exception {
    // given
    byte[] disk = new byte[PAGE * 1000];
    var random = new SplittableRandom(7);
    byte[] image = new byte[PAGE * 700 + 100];
    random.nextBytes(image);
    System.arraycopy(image, 0, disk, 0, image.length);
    Path file = Files.write(folder.resolve("image"), image);
    try (var model = DiskModel.of(file)) {
      for (int round = 1; round <= 4; round++) {
        ChangeSet change = ChangeSet.choose(42, round, model.imagePages(), 0.3);
        model.add(change);
        for (ChangeSet.Run run : change.runs()) {
          for (long page = run.startPage(); page < run.endPage(); page++) {
            change.putPage(page, ByteBuffer.wrap(disk, (int) page * PAGE, PAGE));
          }
        }

        // when
        ByteBuffer whole = ByteBuffer.allocate(disk.length);
        model.read(round, 0, whole);
        ByteBuffer middle = ByteBuffer.allocate(PAGE * 33);
        model.read(round, PAGE * 650L, middle);

        // then
        assertThat(whole.array()).isEqualTo(disk);
        assertThat(middle.array())
            .isEqualTo(java.util.Arrays.copyOfRange(disk, PAGE * 650, PAGE * 683));
      }
    }
  }

  @Property(tries = 200)
  void choosesRunsThatDoNotOverlapAndCoverAboutTheFraction(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20_000) int pages,
      @ForAll @IntRange(min = 1, max = 500) int thousandths) {
    // given
    double fraction = thousandths / 1000.0;

    // when
    ChangeSet change = ChangeSet.choose(seed, 1, pages, fraction);

    // then
    long end = 0;
    for (ChangeSet.Run run : change.runs()) {
      assertThat(run.startPage()).isGreaterThanOrEqualTo(end);
      assertThat(run.pages()).isBetween(1L, (long) ChangeSet.RUN_PAGES_MAX);
      end = run.endPage();
    }
    assertThat(end).isLessThanOrEqualTo(pages);
    assertThat(change.changedPages()).isBetween(1L, Math.max(1, Math.round(pages * fraction)));
  }
}
