package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.StoreOptions;
import dev.snapledger.blockstore.file.MemoryFiles;
import org.junit.jupiter.api.Test;

class RunSlabTest {
  private final IndexMemory memory =
      new IndexMemory(
          new MemoryFiles(), StoreWorld.DIRECTORY, StoreOptions.DEFAULT.indexBytesMax());

  @Test
  void keepsRunsApartAcrossChunks() {
    // given
    RunSlab slab = new RunSlab(memory);
    int runs = 3 * RunSlab.RUN_MAX / 4;

    // when
    long[] at = new long[runs];
    for (int run = 0; run < runs; run++) {
      at[run] = slab.allocate(run % 2 == 0 ? 4 : 8);
      slab.set(at[run], run);
      slab.set(at[run] + 3, -run);
    }

    // then
    for (int run = 0; run < runs; run++) {
      assertThat(slab.get(at[run])).isEqualTo(run);
      assertThat(slab.get(at[run] + 3)).isEqualTo(-run);
    }
  }

  @Test
  void usesFreedRunsAgain() {
    // given
    RunSlab slab = new RunSlab(memory);
    long first = slab.allocate(4);
    slab.allocate(4);

    // when
    slab.free(first, 4);

    // then
    assertThat(slab.allocate(4)).isEqualTo(first);
  }
}
