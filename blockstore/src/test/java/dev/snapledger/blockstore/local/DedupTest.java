package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.DedupScope;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.StoreOptions;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storing equal blocks once. */
class DedupTest {
  private static final VolumeId FIRST = new VolumeId(new UUID(1, 1));
  private static final VolumeId SECOND = new VolumeId(new UUID(1, 2));
  private static final ImageId IMAGE = new ImageId(new UUID(2, 1));
  private static final long RECORD_BYTES = BLOCK_BYTES + 64;
  private static final Path SEGMENT =
      StoreWorld.DIRECTORY.resolve("segments").resolve("0000000001.seg");

  private static final Path HINTS = SEGMENT.resolveSibling("0000000001.hints");

  private final MemoryFiles files = new MemoryFiles();
  private LocalBlockStore store = open(DedupScope.FAMILY);

  private LocalBlockStore open(DedupScope scope) {
    return LocalBlockStore.open(files, StoreWorld.DIRECTORY, StoreOptions.DEFAULT.with(scope));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static byte[] block(int number) {
    byte[] bytes = new byte[BLOCK_BYTES];
    new SplittableRandom(number).nextBytes(bytes);
    return bytes;
  }

  private void write(VolumeId volume, int block, byte[] bytes) {
    store.write(volume, (long) block * BLOCK_BYTES, ByteBuffer.wrap(bytes));
    store.flush(volume);
  }

  private byte[] read(VolumeId volume, int block) {
    ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
    store.read(volume, (long) block * BLOCK_BYTES, found);
    return found.array();
  }

  @ParameterizedTest
  @EnumSource(DedupScope.class)
  void storesEqualBlocksOnceWhereItLooks(DedupScope scope) {
    // given
    store.close();
    store = open(scope);
    store.createVolume(FIRST, 4 * BLOCK_BYTES);
    store.createVolume(SECOND, 4 * BLOCK_BYTES);

    // when
    write(FIRST, 0, block(1));
    write(FIRST, 2, block(1));
    write(SECOND, 1, block(1));

    // then
    long records =
        switch (scope) {
          case NONE -> 3;
          case FAMILY -> 2;
          case REGION -> 1;
        };
    assertThat(store.usage().segmentBytes()).isEqualTo(64 + records * RECORD_BYTES);
    assertThat(read(FIRST, 2)).isEqualTo(block(1));
    assertThat(read(SECOND, 1)).isEqualTo(block(1));
  }

  @Test
  void findsNoChangeInABlockThatGotItsOldBytesBack() {
    // given
    store.createVolume(FIRST, 4 * BLOCK_BYTES);
    write(FIRST, 0, block(1));
    store.seal(FIRST, IMAGE);
    write(FIRST, 0, block(2));

    // when
    write(FIRST, 0, block(1));
    ImageId later = new ImageId(new UUID(2, 2));
    store.seal(FIRST, later);

    // then
    assertThat(store.diff(IMAGE, later, DiffPrecision.TRACKED).toList()).isEmpty();
  }

  @Test
  void neverSharesADamagedRecordAndHealsItByTheGoodBytes() {
    // given
    store.createVolume(FIRST, 4 * BLOCK_BYTES);
    write(FIRST, 0, block(1));
    store.seal(FIRST, IMAGE);
    files.flipBit(SEGMENT, 64 + 64 + 1000, 3);
    assertThatThrownBy(() -> store.read(IMAGE, 0, ByteBuffer.allocate(BLOCK_BYTES)))
        .isInstanceOf(CorruptDataException.class);

    // when
    write(FIRST, 3, block(1));

    // then
    assertThat(read(FIRST, 3)).isEqualTo(block(1));
    assertThat(read(FIRST, 0)).as("healed").isEqualTo(block(1));
    store.close();
    store = open(DedupScope.FAMILY);
    ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
    store.read(IMAGE, 0, found);
    assertThat(found.array()).isEqualTo(block(1));
  }

  @Test
  void doesNotGuessWhatARecordWithADamagedHeaderWas() {
    // given
    store.createVolume(FIRST, 4 * BLOCK_BYTES);
    write(FIRST, 0, block(1));
    files.flipBit(SEGMENT, 64 + 20, 3);

    // when
    write(FIRST, 3, block(1));

    // then
    assertThat(read(FIRST, 3)).isEqualTo(block(1));
    assertThat(store.usage().segmentBytes()).isEqualTo(64 + 2 * RECORD_BYTES);
    assertThat(read(FIRST, 0)).as("a read needs no header").isEqualTo(block(1));
  }

  @Test
  void keepsABlockThatOnlyASharedReferenceNeeds() {
    // given
    store.createVolume(FIRST, 4 * BLOCK_BYTES);
    write(FIRST, 0, block(1));
    write(FIRST, 1, block(1));

    // when
    write(FIRST, 0, block(2));
    store.seal(FIRST, IMAGE);
    store.close();
    store = open(DedupScope.FAMILY);

    // then
    assertThat(read(FIRST, 1)).isEqualTo(block(1));
    assertThat(read(FIRST, 0)).isEqualTo(block(2));
  }

  @ParameterizedTest
  @EnumSource(
      value = DedupScope.class,
      names = {"FAMILY", "REGION"})
  void findsBlocksThatWereStoredBeforeARestart(DedupScope scope) {
    // given
    store.close();
    store = open(scope);
    store.createVolume(FIRST, 4 * BLOCK_BYTES);
    write(FIRST, 0, block(1));

    // when
    store.close();
    store = open(scope);
    write(FIRST, 2, block(1));

    // then
    assertThat(store.usage().segmentBytes()).isEqualTo(64 + RECORD_BYTES);
    assertThat(read(FIRST, 2)).isEqualTo(block(1));
  }

  @Test
  void findsBlocksOfFullSegmentsAfterACrash() {
    // given
    store.close();
    StoreLimits small = new StoreLimits(131_200 + RECORD_BYTES, 1, 16);
    store = LocalBlockStore.open(files, StoreWorld.DIRECTORY, small);
    store.createVolume(FIRST, 16 * BLOCK_BYTES);
    for (int i = 0; i < 5; i++) {
      write(FIRST, i, block(i));
    }
    long before = store.usage().segmentBytes();

    // when
    files.restart(new SplittableRandom(1));
    store = LocalBlockStore.open(files, StoreWorld.DIRECTORY, small);
    for (int i = 0; i < 4; i++) {
      write(FIRST, 8 + i, block(i));
    }

    // then
    assertThat(store.usage().segmentBytes()).isEqualTo(before);
    assertThat(read(FIRST, 8)).isEqualTo(block(0));
  }

  @Test
  void storesABlockAgainWhereItsHintsAreDamaged() {
    // given
    store.createVolume(FIRST, 4 * BLOCK_BYTES);
    write(FIRST, 0, block(1));
    store.close();
    files.flipBit(HINTS, 64 + 3, 5);

    // when
    store = open(DedupScope.FAMILY);
    write(FIRST, 2, block(1));

    // then
    assertThat(read(FIRST, 2)).isEqualTo(block(1));
    assertThat(store.usage().segmentBytes()).isEqualTo(2 * (64 + RECORD_BYTES));
  }

  @Test
  void removesHintsWithTheirSegment() {
    // given
    store.createVolume(FIRST, 4 * BLOCK_BYTES);
    write(FIRST, 0, block(1));
    store.close();
    assertThat(files.exists(HINTS)).isTrue();

    // when
    store = open(DedupScope.FAMILY);
    store.deleteVolume(FIRST);

    // then
    assertThat(files.exists(SEGMENT)).isFalse();
    assertThat(files.exists(HINTS)).isFalse();
  }

  @Test
  void removesHintsThatOutlivedTheirSegment() throws IOException {
    // given
    store.close();
    files.create(HINTS).close();

    // when
    store = open(DedupScope.FAMILY);

    // then
    assertThat(files.exists(HINTS)).isFalse();
  }
}
