package dev.snapledger.app.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.app.config.Settings;
import dev.snapledger.app.metrics.StoreMeters;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.transfer.CopyRequest;
import dev.snapledger.blockstore.transfer.ImageCopier;
import dev.snapledger.blockstore.transfer.Progress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrubKeeperTest {
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  private static final ImageId ORIGINAL = new ImageId(new UUID(2, 1));
  private static final ImageId COPY = new ImageId(new UUID(2, 2));
  private static final int BLOCK = 1 << 16;

  @TempDir private Path data;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final byte[] block = new byte[BLOCK];
  private BlockStores stores;
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void copyASnapshotToAnotherRegion() {
    stores = BlockStores.in(data);
    new SplittableRandom(1).nextBytes(block);
    BlockStore east = stores.region("east");
    east.createVolume(VOLUME, BLOCK);
    east.write(VOLUME, 0, ByteBuffer.wrap(block));
    east.seal(VOLUME, ORIGINAL);
    new ImageCopier(east, stores.region("west"))
        .copy(new CopyRequest(ORIGINAL, COPY, new ChainId(new UUID(3, 3))), Progress.NONE);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private ScrubKeeper keeper() {
    return new ScrubKeeper(
        stores,
        ScrubChoice.of(Settings.defaults()),
        new ScrubTimes(data.resolve("SCRUBBED")),
        () -> now,
        new StoreMeters(metrics));
  }

  private void damage(String region) throws IOException {
    Path segment = data.resolve("regions").resolve(region).resolve("segments/0000000001.seg");
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.seek(500);
      int before = file.read();
      file.seek(500);
      file.write(before ^ 4);
    }
  }

  private byte[] read(String region, ImageId image) {
    ByteBuffer found = ByteBuffer.allocate(BLOCK);
    stores.region(region).read(image, 0, found);
    return found.array();
  }

  private double broken(String region) {
    return metrics.get("ledger.store.broken").tag("region", region).gauge().value();
  }

  @Test
  void repairsWhatIsBrokenFromAnotherRegion() throws IOException {
    // given
    damage("east");

    // when
    keeper().look();

    // then
    assertThat(read("east", ORIGINAL)).isEqualTo(block);
    assertThat(broken("east")).isZero();
  }

  @Test
  void leavesWhatNobodyHasInQuarantineAndSaysSo() throws IOException {
    // given
    damage("east");
    damage("west");

    // when
    keeper().look();

    // then
    assertThat(broken("east")).isOne();
    assertThatThrownBy(() -> read("east", ORIGINAL)).isInstanceOf(CorruptDataException.class);
    assertThat(data.resolve("regions/east/QUARANTINE")).exists();
  }

  @Test
  void scrubsAgainWhenItsTimeHasComeEvenAfterARestart() throws IOException {
    // given
    keeper().look();
    damage("east");

    // when
    now = now.plus(Duration.ofDays(7)).minusMillis(1);
    keeper().look();

    // then
    assertThatThrownBy(() -> read("east", ORIGINAL)).isInstanceOf(CorruptDataException.class);

    // when
    now = now.plusMillis(1);
    keeper().look();

    // then
    assertThat(read("east", ORIGINAL)).isEqualTo(block);
  }

  @Test
  void scrubsAnewIfItsTimesCannotBeRead() throws IOException {
    // given
    keeper().look();
    Files.writeString(data.resolve("SCRUBBED"), "east=yesterday\n");
    damage("east");

    // when
    keeper().look();

    // then
    assertThat(read("east", ORIGINAL)).isEqualTo(block);
  }

  @Test
  void readsItsSettings() {
    assertThat(
            ScrubChoice.of(
                Settings.of(
                    Map.of(
                        "store.scrub-every", "24h",
                        "store.scrub-depth", "shallow",
                        "store.scrub-bytes-per-second-max", "1000"))))
        .isEqualTo(new ScrubChoice(Duration.ofHours(24), ScrubDepth.SHALLOW, 1000));
  }
}
