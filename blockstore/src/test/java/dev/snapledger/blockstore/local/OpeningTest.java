package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.StoreInUseException;
import dev.snapledger.blockstore.api.UnsupportedFormatException;
import dev.snapledger.blockstore.api.VolumeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening directories of the real file system, good and bad. */
class OpeningTest {
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));

  @TempDir Path data = Path.of("");

  private Path region() {
    return data.resolve("regions").resolve("east");
  }

  @Test
  void findsEverythingAgain() {
    // given
    try (BlockStores stores = BlockStores.in(data)) {
      BlockStore store = stores.region("east");
      store.createVolume(VOLUME, 1 << 20);
      store.write(VOLUME, 512, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).limit(0));
      store.write(VOLUME, 512, ByteBuffer.allocate(512).put(0, (byte) 7));
      store.seal(VOLUME, new ImageId(new UUID(2, 1)));
    }

    // when
    ByteBuffer found = ByteBuffer.allocate(512);
    try (BlockStores stores = BlockStores.in(data)) {
      stores.region("east").read(new ImageId(new UUID(2, 1)), 512, found);
    }

    // then
    assertThat(found.get(0)).isEqualTo((byte) 7);
  }

  @Test
  void refusesADirectoryInUse() {
    try (BlockStores first = BlockStores.in(data);
        BlockStores second = BlockStores.in(data)) {
      first.region("east");
      assertThatThrownBy(() -> second.region("east"))
          .isInstanceOf(StoreInUseException.class)
          .hasMessageContaining(region().toString());
    }
    try (BlockStores third = BlockStores.in(data)) {
      assertThat(third.region("east").volumes()).isEmpty();
    }
  }

  @Test
  void refusesANewerFormatAndLeavesItAlone() throws IOException {
    // given
    Files.createDirectories(region());
    Files.writeString(region().resolve("FORMAT"), "snapledger-blockstore 3\n");

    // when, then
    try (BlockStores stores = BlockStores.in(data)) {
      assertThatThrownBy(() -> stores.region("east"))
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining("expected format 2")
          .hasMessageContaining("found 3");
    }
    assertThat(region().resolve("segments")).doesNotExist();
  }

  @Test
  void refusesNamesThatAreNoRegion() {
    try (BlockStores stores = BlockStores.in(data)) {
      assertThatThrownBy(() -> stores.region("../etc"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("../etc");
    }
  }

  @Test
  void freesSegmentsNothingNeeds() throws IOException {
    // given
    try (BlockStores stores = BlockStores.in(data)) {
      BlockStore store = stores.region("east");
      store.createVolume(VOLUME, 1 << 20);
      store.write(VOLUME, 0, ByteBuffer.allocate(512).put(0, (byte) 7));
      store.seal(VOLUME, new ImageId(new UUID(2, 1)));
    }
    assertThat(segments()).as("records and hints").hasSize(2);

    // when
    try (BlockStores stores = BlockStores.in(data)) {
      BlockStore store = stores.region("east");
      store.deleteImage(new ImageId(new UUID(2, 1)));
      assertThat(segments()).as("the volume still reads from it").hasSize(2);
      store.deleteVolume(VOLUME);
    }

    // then
    assertThat(segments()).isEmpty();
    assertThat(region().resolve("chains")).isEmptyDirectory();
    assertThat(region().resolve("volumes")).isEmptyDirectory();
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(region().resolve("segments"))) {
      return files.toList();
    }
  }
}
