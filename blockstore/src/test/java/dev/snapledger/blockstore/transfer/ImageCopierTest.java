package dev.snapledger.blockstore.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.ImageUpload;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.geometry.Geometry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageCopierTest {
  private static final int BLOCK = Geometry.BLOCK_BYTES;
  private static final int SIZE = 40 * BLOCK + 512;
  private static final ChainId CHAIN = new ChainId(new UUID(9, 9));

  private final List<BlockStore> open = new ArrayList<>();
  private long copies;

  /** A source with one disk, and an empty target. */
  private final class World {
    final BlockStore source;
    final BlockStore target;
    final TestDisk disk;

    World(StoreKind kind, long seed) {
      source = kind.open();
      target = kind.open();
      open.addAll(List.of(source, target));
      disk = new TestDisk(source, SIZE, seed);
    }

    ImageId newId() {
      return new ImageId(new UUID(8, ++copies));
    }

    CopyReport copy(ImageId image) {
      return copyTo(image, newId());
    }

    CopyReport copyTo(ImageId image, ImageId copy) {
      CopyRequest request = new CopyRequest(image, copy, CHAIN);
      return new ImageCopier(source, target).copy(request, Progress.NONE);
    }

    void assertCopied(CopyReport report, byte[] bytes) {
      ImageId copy = report.image().image();
      assertThat(report.image()).isEqualTo(target.findImage(copy));
      assertThat(TestDisk.read(target, copy, bytes.length)).isEqualTo(bytes);
    }
  }

  @AfterEach
  void closeStores() {
    open.forEach(BlockStore::close);
  }

  @ParameterizedTest
  @EnumSource
  void copiesAFirstImageWhole(StoreKind kind) {
    // given
    World world = new World(kind, 1);
    world.disk.write(3 * BLOCK, world.disk.data(BLOCK + 512));
    world.disk.write(SIZE - 512, world.disk.data(512));
    ImageId image = world.disk.seal();

    // when
    CopyReport report = world.copy(image);

    // then
    world.assertCopied(report, world.disk.bytes);
    assertThat(report.movedBytes()).isEqualTo(3L * BLOCK);
    assertThat(report.image().origin()).isEqualTo(image);
    assertThat(report.image().chain()).isEqualTo(CHAIN);
  }

  @ParameterizedTest
  @EnumSource
  void movesOnlyWhatChangedSinceTheLastCopy(StoreKind kind) {
    // given
    World world = new World(kind, 2);
    world.disk.write(0, world.disk.data(30 * BLOCK));
    CopyReport first = world.copy(world.disk.seal());
    world.disk.write(5 * BLOCK + 4096, world.disk.data(512));
    byte[] same = new byte[BLOCK];
    System.arraycopy(world.disk.bytes, 7 * BLOCK, same, 0, BLOCK);
    world.disk.write(7 * BLOCK, same);
    world.disk.clear(9 * BLOCK, BLOCK);

    // when
    CopyReport second = world.copy(world.disk.seal());

    // then
    world.assertCopied(second, world.disk.bytes);
    assertThat(second.movedBytes()).isEqualTo(BLOCK);
    assertThat(second.image().parent()).isEqualTo(first.image().image());
    assertThat(second.image().changedBlocks()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void copiesAnyHistoryInAnyOrder(StoreKind kind) {
    for (int seed = 10; seed < 20; seed++) {
      // given
      World world = new World(kind, seed);
      List<ImageId> images = new ArrayList<>();
      List<byte[]> bytes = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        images.add(world.disk.change(6).seal());
        bytes.add(world.disk.bytes.clone());
      }

      // then
      for (int i : new int[] {1, 0, 4, 2, 3}) {
        world.assertCopied(world.copy(images.get(i)), bytes.get(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void movesOnlyWhatDiffersWhenTheOriginOfTheLastCopyIsGone(StoreKind kind) {
    // given
    World world = new World(kind, 3);
    world.disk.write(0, world.disk.data(30 * BLOCK));
    ImageId origin = world.disk.seal();
    world.copy(origin);
    world.disk.write(5 * BLOCK, world.disk.data(512));
    world.disk.clear(6 * BLOCK, BLOCK);
    ImageId next = world.disk.seal();
    world.source.deleteImage(origin);

    // when
    CopyReport report = world.copy(next);

    // then
    world.assertCopied(report, world.disk.bytes);
    assertThat(report.movedBytes()).isEqualTo(BLOCK);
  }

  @ParameterizedTest
  @EnumSource
  void doesNotTrustACopyThatIsNotOne(StoreKind kind) {
    // given
    World world = new World(kind, 4);
    world.disk.write(0, world.disk.data(4 * BLOCK));
    ImageId origin = world.disk.seal();
    try (ImageUpload forged = world.target.upload(world.newId(), CHAIN, origin, SIZE)) {
      forged.put(2, ByteBuffer.wrap(world.disk.data(BLOCK)));
      forged.put(30, ByteBuffer.wrap(world.disk.data(BLOCK)));
      forged.seal();
    }
    world.disk.write(8 * BLOCK, world.disk.data(512));

    // when
    CopyReport report = world.copy(world.disk.seal());

    // then
    world.assertCopied(report, world.disk.bytes);
    assertThat(report.movedBytes()).isEqualTo(5L * BLOCK);
  }

  @ParameterizedTest
  @EnumSource
  void isRightWhenTheLastCopyIsDeletedUnderAnOpenUpload(StoreKind kind) {
    // given
    World world = new World(kind, 5);
    world.disk.write(0, world.disk.data(4 * BLOCK));
    world.copy(world.disk.seal());
    byte[] firstBlock = Arrays.copyOfRange(world.disk.bytes, BLOCK, 2 * BLOCK);
    world.disk.write(BLOCK, world.disk.data(BLOCK));
    CopyReport second = world.copy(world.disk.seal());
    world.disk.write(BLOCK, firstBlock);
    ImageId third = world.disk.seal();
    ImageId copy = world.newId();
    world.target.upload(copy, CHAIN, third, SIZE).close();
    world.target.deleteImage(second.image().image());

    // when
    CopyReport report = world.copyTo(third, copy);

    // then
    world.assertCopied(report, world.disk.bytes);
  }

  @ParameterizedTest
  @EnumSource
  void followsADiskThatGrew(StoreKind kind) {
    // given
    World world = new World(kind, 6);
    world.disk.write(SIZE - 1024, world.disk.data(1024));
    ImageId small = world.disk.seal();
    byte[] smallBytes = world.disk.bytes.clone();
    world.copy(small);
    world.disk.grow(SIZE + 3 * BLOCK);
    world.disk.write(SIZE, world.disk.data(2 * BLOCK));
    ImageId large = world.disk.seal();

    // when
    CopyReport grown = world.copy(large);
    CopyReport shrunk = world.copy(small);

    // then
    world.assertCopied(grown, world.disk.bytes);
    world.assertCopied(shrunk, smallBytes);
  }

  @ParameterizedTest
  @EnumSource
  void givesTheSameAnswerWhenRepeated(StoreKind kind) {
    // given
    World world = new World(kind, 7);
    ImageId image = world.disk.change(20).seal();
    CopyReport first = world.copy(image);

    // when
    CopyReport again = world.copyTo(image, first.image().image());

    // then
    assertThat(again).isEqualTo(first);

    // when
    world.source.deleteImage(image);

    // then
    assertThat(world.copyTo(image, first.image().image())).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void tellsProgressOfTheBlocksThatMayDiffer(StoreKind kind) {
    // given
    World world = new World(kind, 8);
    world.disk.write(0, world.disk.data(30 * BLOCK));
    world.copy(world.disk.seal());
    for (int block : new int[] {3, 7, 20, 29}) {
      world.disk.write(block * BLOCK, world.disk.data(512));
    }
    ImageId image = world.disk.seal();
    List<String> told = new ArrayList<>();

    // when
    new ImageCopier(world.source, world.target)
        .copy(
            new CopyRequest(image, world.newId(), CHAIN),
            (done, total) -> told.add(done / BLOCK + " of " + total / BLOCK));

    // then
    assertThat(told).containsExactly("1 of 4", "2 of 4", "3 of 4", "4 of 4");
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatCannotBeCopied(StoreKind kind) {
    // given
    World world = new World(kind, 9);
    ImageId image = world.disk.change(5).seal();
    ImageId missing = new ImageId(new UUID(0, 0));
    ImageId taken = world.copy(image).image().image();
    ImageId other = world.disk.change(5).seal();

    // then
    assertThatThrownBy(() -> world.copy(missing))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("expected image " + missing);
    assertThatThrownBy(() -> world.copyTo(other, taken))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("to be a copy of " + other)
        .hasMessageContaining("but found a copy of " + image);
    ChainId ofVolume =
        world.source.images(new ChainId(world.disk.volume.value())).getFirst().chain();
    CopyRequest intoVolume = new CopyRequest(other, world.newId(), ofVolume);
    assertThatThrownBy(
            () -> new ImageCopier(world.source, world.source).copy(intoVolume, Progress.NONE))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(world.target.images(CHAIN)).extracting(SealedImage::image).containsExactly(taken);
  }
}
