package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.file.LocalFileAccess;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes larger than the memory a store may take. */
class IndexMemoryTest {
  private static final long NATIVE_BYTES = 1 << 20;
  private static final int BLOCKS = 400_000;

  @TempDir Path folder = Path.of("");

  private IndexMemory memory(Path directory) {
    return new IndexMemory(new LocalFileAccess(), directory, NATIVE_BYTES);
  }

  @Test
  void indexesMoreBlocksThanFitByScratchFilesWithoutNames() {
    // given
    VersionIndex index = new VersionIndex(memory(folder));

    // when
    for (int block = 0; block < BLOCKS; block++) {
      index.add(block, 1, block);
    }
    for (int block = 0; block < BLOCKS; block += 3) {
      index.add(block, 2, block / 3);
    }

    // then
    for (int block = 0; block < BLOCKS; block++) {
      assertThat(VersionIndex.rank(index.newest(block, 1))).isEqualTo(block);
      assertThat(VersionIndex.ordinal(index.newest(block, 9))).isEqualTo(block % 3 == 0 ? 2 : 1);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void givesZeroedMemoryAlsoWhereNoFileCanBeMade() {
    // given
    IndexMemory nowhere = memory(folder.resolve("missing"));

    for (int i = 0; i < 3; i++) {
      // when
      MemorySegment segment = nowhere.allocate(NATIVE_BYTES);

      // then
      assertThat(segment.mismatch(MemorySegment.ofArray(new byte[(int) NATIVE_BYTES])))
          .isEqualTo(-1);
      segment.fill((byte) 1);
    }
  }

  @Test
  void keepsRowsOfManyChangedBlocks() {
    // given
    HeadTable table = new HeadTable(memory(folder));

    // when
    for (int block = 0; block < 50_000; block++) {
      table.put(new HeadRow(new BlockVersion(block, 1, 1, block, Locator.NONE), BlockDigest.ZERO));
    }

    // then
    assertThat(table.count()).isEqualTo(50_000);
    for (int block = 0; block < 50_000; block++) {
      HeadRow row = Objects.requireNonNull(table.find(block));
      assertThat(row.version().crc32c()).isEqualTo(block);
    }
    assertThat(folder).isEmptyDirectory();
  }
}
