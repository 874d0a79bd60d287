package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.Compression;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.StoreOptions;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CompressionTest {
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));

  private final MemoryFiles files = new MemoryFiles();

  private LocalBlockStore open(Compression compression) {
    return LocalBlockStore.open(
        files, StoreWorld.DIRECTORY, StoreOptions.DEFAULT.with(compression));
  }

  private static ByteBuffer letters(char letter) {
    byte[] block = new byte[BLOCK_BYTES];
    Arrays.fill(block, (byte) letter);
    return ByteBuffer.wrap(block);
  }

  private static long write(LocalBlockStore store, int block, char letter) {
    long before = store.usage().segmentBytes();
    store.write(VOLUME, (long) block * BLOCK_BYTES, letters(letter));
    store.seal(VOLUME, new ImageId(new UUID(2, letter)));
    return store.usage().segmentBytes() - before;
  }

  @Test
  void storesAsChosenAndReadsWhatWasStoredOtherwise() {
    // given
    try (LocalBlockStore store = open(Compression.NONE)) {
      store.createVolume(VOLUME, 4 * BLOCK_BYTES);
      assertThat(write(store, 0, 'a')).isGreaterThanOrEqualTo(BLOCK_BYTES);
    }

    // when
    try (LocalBlockStore store = open(Compression.ZSTD)) {
      assertThat(write(store, 1, 'b')).isLessThan(BLOCK_BYTES / 16);

      // then
      ByteBuffer found = ByteBuffer.allocate(2 * BLOCK_BYTES);
      store.read(VOLUME, 0, found);
      assertThat(found.slice(0, BLOCK_BYTES)).isEqualTo(letters('a'));
      assertThat(found.slice(BLOCK_BYTES, BLOCK_BYTES)).isEqualTo(letters('b'));
    }
  }
}
