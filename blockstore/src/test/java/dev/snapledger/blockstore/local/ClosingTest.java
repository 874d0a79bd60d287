package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.StoreFullException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Closing when something cannot be written any more. */
class ClosingTest {
  private static final int BYTES = 64 * 1024;
  private static final List<String> REGIONS = List.of("east", "west");
  private static final List<VolumeId> VOLUMES =
      Stream.of(1, 2, 3).map(n -> new VolumeId(new UUID(n, n))).toList();

  private static final int CHANGES = 40;

  @Test
  void flushesTheOthersWhenOneVolumeFindsNoSpace() {
    int failures = 0;
    for (int change = 0; change < CHANGES; change++) {
      // given
      var files = new MemoryFiles();
      BlockStores stores = written(files);

      // when
      files.fullBetween(files.changes() + change, files.changes() + change + 1);
      boolean failed = isFullAtClosing(stores);

      // then
      failures += failed ? 1 : 0;
      assertThat(kept(files))
          .as("volumes kept when change %d finds no space", change)
          .isGreaterThanOrEqualTo((long) REGIONS.size() * VOLUMES.size() - (failed ? 1 : 0));
    }
    assertThat(failures).isGreaterThanOrEqualTo(REGIONS.size() * VOLUMES.size());
  }

  private static BlockStores written(MemoryFiles files) {
    BlockStores stores = BlockStores.in(files, Path.of("/data"));
    for (String region : REGIONS) {
      for (VolumeId volume : VOLUMES) {
        stores.region(region).createVolume(volume, BYTES);
        stores.region(region).write(volume, 0, ByteBuffer.wrap(content()));
      }
    }
    return stores;
  }

  private static boolean isFullAtClosing(BlockStores stores) {
    try {
      stores.close();
      return false;
    } catch (StoreFullException e) {
      assertThat(e).hasMessageContaining("expected space for closing the store");
      return true;
    }
  }

  /** Opens the same files again, which takes their locks, and counts the volumes with content. */
  private static long kept(MemoryFiles files) {
    try (BlockStores stores = BlockStores.in(files, Path.of("/data"))) {
      return REGIONS.stream()
          .flatMap(region -> VOLUMES.stream().map(volume -> read(stores, region, volume)))
          .filter(ByteBuffer.wrap(content())::equals)
          .count();
    }
  }

  private static ByteBuffer read(BlockStores stores, String region, VolumeId volume) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    stores.region(region).read(volume, 0, bytes);
    return bytes.flip();
  }

  private static byte[] content() {
    byte[] bytes = new byte[BYTES];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }
}
