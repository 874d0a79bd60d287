package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.local.DamagedStore.SIZE;
import static dev.snapledger.blockstore.local.DamagedStore.VOLUME;
import static dev.snapledger.blockstore.local.DamagedStore.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.api.StoreInUseException;
import dev.snapledger.blockstore.api.UnsupportedFormatException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.file.SimulatedCrash;
import dev.snapledger.blockstore.file.UntouchableFiles;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import dev.snapledger.blockstore.scrub.ScrubbableStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A store opened for reading only answers as any other, and leaves every file as it was. */
class ReadOnlyStoreTest {
  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void answersAsAfterANormalOpeningAndTouchesNothing(@ForAll long seed) {
    // given
    SplittableRandom chance = new SplittableRandom(seed);
    MemoryFiles files = new MemoryFiles();
    StoreWorld world = new StoreWorld(files, chance);
    files.crashAt(files.changes() + 20 + chance.nextInt(300));
    try {
      for (int step = 0; step < 60; step++) {
        world.step();
      }
    } catch (SimulatedCrash _) {
      // Torn tails and half-done work are what this is about.
    }
    files.restart(chance);
    MemoryFiles untouched = files.copy();

    // when
    List<Object> readOnly;
    UntouchableFiles guarded = new UntouchableFiles(untouched);
    try (ScrubbableStore store = LocalBlockStore.openReadOnly(guarded, StoreWorld.DIRECTORY)) {
      readOnly = answers(store);
      assertThat(scrubIsClean(store)).isTrue();
    }

    // then
    try (LocalBlockStore store = LocalBlockStore.open(files.copy(), StoreWorld.DIRECTORY)) {
      assertThat(readOnly).isEqualTo(answers(store));
    }
    assertThat(untouched.changes()).isZero();
  }

  private static boolean scrubIsClean(ScrubbableStore store) {
    return store.scrub(ScrubRequest.of(ScrubDepth.DEEP).reportOnly(), ScrubListener.NONE).clean();
  }

  private static List<Object> answers(BlockStore store) {
    List<Object> answers = new ArrayList<>(List.of(store.volumes(), store.images(), store.usage()));
    for (VolumeState volume : store.volumes()) {
      ByteBuffer bytes = ByteBuffer.allocate((int) volume.sizeBytes());
      store.read(volume.volume(), 0, bytes);
      answers.add(Arrays.hashCode(bytes.array()));
      answers.add(store.allocated(volume.volume(), new PageRange(0, volume.sizeBytes())).toList());
    }
    for (SealedImage image : store.images()) {
      answers.addAll(answers(store, image));
      for (SealedImage other : store.images(image.chain())) {
        answers.add(store.diff(image.image(), other.image(), DiffPrecision.CONTENT).toList());
      }
    }
    return answers;
  }

  private static List<Object> answers(BlockStore store, SealedImage image) {
    ByteBuffer bytes = ByteBuffer.allocate((int) image.sizeBytes());
    store.read(image.image(), 0, bytes);
    return List.of(
        Arrays.hashCode(bytes.array()),
        store.allocated(image.image(), new PageRange(0, image.sizeBytes())).toList(),
        store.deltaOf(image.image()).toList(),
        store.blockMapOf(image.image()).toList(),
        store.digest(image.image(), 0),
        String.valueOf(store.findImage(image.image())));
  }

  @Test
  void refusesEveryChange() {
    // given
    DamagedStore small = new DamagedStore();
    small.store.close();
    ScrubbableStore store =
        LocalBlockStore.openReadOnly(new UntouchableFiles(small.files), StoreWorld.DIRECTORY);
    VolumeId volume = new VolumeId(new UUID(9, 9));
    ImageId image = new ImageId(new UUID(9, 9));

    // when, then
    Stream.<ThrowingCallable>of(
            () -> store.createVolume(volume, SIZE),
            () -> store.createVolumeFrom(volume, image(1), SIZE),
            () -> store.resizeVolume(VOLUME, 2 * SIZE),
            () -> store.deleteVolume(VOLUME),
            () -> store.write(VOLUME, 0, ByteBuffer.allocate(512)),
            () -> store.clear(VOLUME, new PageRange(0, 512)),
            () -> store.flush(VOLUME),
            () -> store.hydrate(VOLUME, 1),
            () -> store.seal(VOLUME, image),
            () -> store.deleteImage(image(1)),
            () -> store.copyFull(image(1), image),
            () -> store.fullFromVolume(VOLUME, image),
            () -> store.upload(image, new ChainId(new UUID(9, 9)), image(1), SIZE),
            () -> store.scrub(ScrubRequest.of(ScrubDepth.SHALLOW), ScrubListener.NONE))
        .forEach(
            change ->
                assertThatThrownBy(change)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("opened for reading only"));
    store.close();
  }

  @Test
  void makesNoStoreWhereThereIsNone() {
    MemoryFiles files = new MemoryFiles();
    try (BlockStores stores =
        BlockStores.readOnlyIn(new UntouchableFiles(files), Path.of("data"))) {
      assertThatThrownBy(() -> stores.region("east"))
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining("expected a store in");
      assertThat(stores.openRegions()).isEmpty();
    }
    assertThat(files.changes()).isZero();
  }

  @Test
  void takesTheLock() {
    // given
    MemoryFiles files = new MemoryFiles();
    BlockStores.in(files, Path.of("data")).region("east").close();

    // when
    try (BlockStores reading = BlockStores.readOnlyIn(files, Path.of("data"));
        BlockStores writing = BlockStores.in(files, Path.of("data"))) {
      reading.region("east");

      // then
      assertThatThrownBy(() -> writing.region("east")).isInstanceOf(StoreInUseException.class);
      assertThat(writing.regions()).containsExactly("east");
    }
  }

  @Test
  void failsOfWhatIsInQuarantine() {
    // given
    DamagedStore small = new DamagedStore();
    small.flip(small.locator(2, 2), 70);
    small.scrub();
    small.store.close();

    // when, then
    try (ScrubbableStore store =
        LocalBlockStore.openReadOnly(new UntouchableFiles(small.files), StoreWorld.DIRECTORY)) {
      assertThatThrownBy(() -> store.read(image(2), 2 * 65_536, ByteBuffer.allocate(512)))
          .hasMessageContaining("in quarantine");
      assertThat(scrubIsClean(store)).isFalse();
    }
  }
}
