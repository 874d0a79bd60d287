package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.StoreFullException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClosingTest {
  private static final List<VolumeId> VOLUMES =
      List.of(
          new VolumeId(new UUID(1, 1)), new VolumeId(new UUID(1, 2)), new VolumeId(new UUID(1, 3)));

  @Test
  void keepsTheLastWritesOfOtherVolumesWhenOneCannotBeFlushed() {
    // given
    MemoryFiles files = new MemoryFiles();
    LocalBlockStore store = LocalBlockStore.open(files, StoreWorld.DIRECTORY);
    for (VolumeId volume : VOLUMES) {
      store.createVolume(volume, 512);
      store.write(volume, 0, ByteBuffer.allocate(512).put(0, (byte) 7));
    }

    // when
    // Room is missing once, when the first of them makes a segment.
    files.fullBetween(files.changes(), files.changes() + 2);
    assertThatThrownBy(store::close).isInstanceOf(StoreFullException.class);
    assertThatThrownBy(() -> store.flush(VOLUMES.getFirst()))
        .isInstanceOf(StoreFaultException.class)
        .hasMessageContaining("closed");

    // then
    files.restart(new SplittableRandom(1));
    int kept = 0;
    try (LocalBlockStore again = LocalBlockStore.open(files, StoreWorld.DIRECTORY)) {
      for (VolumeId volume : VOLUMES) {
        ByteBuffer found = ByteBuffer.allocate(512);
        again.read(volume, 0, found);
        kept += found.get(0) == 7 ? 1 : 0;
      }
    }
    assertThat(kept).isEqualTo(2);
  }
}
