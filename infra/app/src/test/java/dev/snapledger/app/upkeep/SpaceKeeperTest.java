package dev.snapledger.app.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.app.config.Settings;
import dev.snapledger.app.metrics.StoreMeters;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceKeeperTest {
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  private static final int BLOCK = 1 << 16;
  private static final int BLOCKS = 40;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final StoreMeters meters = new StoreMeters(registry);

  @TempDir Path data = Path.of("");

  private static void write(BlockStore store, long seed, int blocks) {
    SplittableRandom chance = new SplittableRandom(seed);
    for (int block = 0; block < blocks; block++) {
      byte[] bytes = new byte[BLOCK];
      chance.nextBytes(bytes);
      store.write(VOLUME, (long) block * BLOCK, ByteBuffer.wrap(bytes));
    }
  }

  @Test
  void freesWhatNothingNeedsInOpenRegions() {
    try (BlockStores stores = BlockStores.in(data)) {
      // given a segment of which three quarters are dead, and that is not written any more
      BlockStore store = stores.region("east");
      store.createVolume(VOLUME, (long) BLOCKS * BLOCK);
      write(store, 1, BLOCKS);
      store.seal(VOLUME, new ImageId(new UUID(2, 1)));
    }
    try (BlockStores stores = BlockStores.in(data)) {
      BlockStore store = stores.region("east");
      write(store, 2, BLOCKS * 3 / 4);
      store.seal(VOLUME, new ImageId(new UUID(2, 2)));
      store.deleteImage(new ImageId(new UUID(2, 1)));
      long before = store.usage().segmentBytes();

      // when
      ReclaimChoice choice = ReclaimChoice.of(Settings.defaults());
      new SpaceKeeper(stores, choice, () -> Instant.EPOCH, meters).look();

      // then
      long freed = (long) BLOCKS * 3 / 4 * BLOCK;
      assertThat(store.usage().segmentBytes()).isLessThanOrEqualTo(before - freed);
      assertThat(registry.get("ledger.store.freed").tag("region", "east").counter().count())
          .isGreaterThanOrEqualTo((double) freed);
      assertThat(registry.get("ledger.store.size").tag("part", "segments").gauge().value())
          .isEqualTo((double) store.usage().segmentBytes());
    }
  }

  @Test
  void endsWhenItIsClosed() {
    try (BlockStores stores = BlockStores.in(data)) {
      SpaceKeeper keeper =
          new SpaceKeeper(
              stores,
              ReclaimChoice.of(Settings.of(Map.of("store.reclaim-every", "99999h"))),
              () -> Instant.EPOCH,
              meters);
      keeper.start();
      keeper.close();
    }
  }

  @Test
  void readsItsSettings() {
    assertThat(
            ReclaimChoice.of(
                Settings.of(
                    Map.of(
                        "store.reclaim-every", "5m",
                        "store.reclaim-dead-percent", "30",
                        "store.reclaim-bytes-per-second-max", "1000"))))
        .isEqualTo(new ReclaimChoice(Duration.ofMinutes(5), 30, 1000));
  }
}
