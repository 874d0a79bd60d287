package dev.snapledger.blockstore.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.object.ByteRanges.Range;
import dev.snapledger.blockstore.object.KeptCopies.Copy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeptCopiesListTest {
  private static final Path FOLDER = Path.of("cache");

  /** What is in a list of two copies besides ranges of 16 bytes. */
  private static final int FIXED_BYTES = 36 + 2 * 36 + 4;

  private final MemoryFiles disk = new MemoryFiles();

  /** A list as long as it may be, with so many ranges more. */
  private static KeptCopies longest(int more) {
    int ranges = (KeptCopies.LIST_BYTES_MAX - FIXED_BYTES) / 16 + more;
    return new KeptCopies(
        7,
        new UUID(1, 2),
        List.of(
            new Copy(1, 2, 3, 4, Collections.nCopies(ranges, new Range(5, 6))),
            new Copy(2, 2, 4, 4, List.of())));
  }

  @Test
  void takesAListAsLongAsItMayBe() throws IOException {
    // given
    disk.createDirectories(FOLDER);

    // when
    longest(0).leave(disk, FOLDER);

    // then
    assertThat(disk.sizeOf(FOLDER.resolve("copies.list"))).isEqualTo(KeptCopies.LIST_BYTES_MAX);
    assertThat(KeptCopies.take(disk, FOLDER).equals(longest(0))).isTrue();
    assertThat(KeptCopies.take(disk, FOLDER)).as("once").isSameAs(KeptCopies.NONE);
  }

  @Test
  void leavesNoLongerOne() {
    // given
    disk.createDirectories(FOLDER);

    // when / then
    assertThatThrownBy(() -> longest(1).leave(disk, FOLDER))
        .isInstanceOf(IOException.class)
        .hasMessage("expected a list of at most 67108864 bytes, but found 67108880");
    assertThat(disk.list(FOLDER)).isEmpty();
  }
}
