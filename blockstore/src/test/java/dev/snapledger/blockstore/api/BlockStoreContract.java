package dev.snapledger.blockstore.api;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.DiffRange.Kind;
import dev.snapledger.blockstore.geometry.InvalidRangeException;
import dev.snapledger.blockstore.geometry.PageRange;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do; each implementation runs it by a subclass. */
public abstract class BlockStoreContract {
  private static final int SIZE = 4 * BLOCK_BYTES;
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  private static final VolumeId OTHER = new VolumeId(new UUID(1, 2));
  private static final ChainId COPIES = new ChainId(new UUID(3, 3));

  private BlockStore store;

  /** Opens an empty store. */
  protected abstract BlockStore openStore();

  @BeforeEach
  void makeVolume() {
    store = openStore();
    store.createVolume(VOLUME, SIZE);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static ImageId image(int number) {
    return new ImageId(new UUID(2, number));
  }

  private static ByteBuffer pattern(int length, int seed) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + seed * 7 + 1);
    }
    return ByteBuffer.wrap(bytes);
  }

  private byte[] read(ImageId image, int length) {
    ByteBuffer into = ByteBuffer.allocate(length);
    store.read(image, 0, into);
    return into.array();
  }

  private byte[] read(VolumeId volume, int length) {
    ByteBuffer into = ByteBuffer.allocate(length);
    store.read(volume, 0, into);
    return into.array();
  }

  private List<DiffRange> diff(int from, int to) {
    return store.diff(image(from), image(to), DiffPrecision.CONTENT).toList();
  }

  @Test
  void refusesUnalignedAndOutOfRangeRequests() {
    assertThatThrownBy(() -> store.write(VOLUME, 100, ByteBuffer.allocate(512)))
        .isInstanceOf(InvalidRangeException.class)
        .hasMessageContaining("100");
    assertThatThrownBy(() -> store.write(VOLUME, 0, ByteBuffer.allocate(100)))
        .isInstanceOf(InvalidRangeException.class)
        .hasMessageContaining("100");
    assertThatThrownBy(() -> store.write(VOLUME, SIZE - 512, ByteBuffer.allocate(1024)))
        .isInstanceOf(InvalidRangeException.class)
        .hasMessageContaining(String.valueOf(SIZE));
    assertThatThrownBy(() -> store.read(VOLUME, -512, ByteBuffer.allocate(512)))
        .isInstanceOf(InvalidRangeException.class)
        .hasMessageContaining("-512");
    assertThatThrownBy(() -> store.clear(VOLUME, new PageRange(0, SIZE + 512)))
        .isInstanceOf(InvalidRangeException.class);
    assertThatThrownBy(() -> store.createVolume(OTHER, 1000))
        .isInstanceOf(InvalidRangeException.class)
        .hasMessageContaining("1000");
    assertThat(read(VOLUME, SIZE)).containsOnly(0);
  }

  @Test
  void refusesUnknownVolumesAndImages() {
    assertThatThrownBy(() -> store.flush(OTHER))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(OTHER.toString());
    assertThatThrownBy(() -> store.blockMapOf(image(9)))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(image(9).toString());
    assertThat(store.findVolume(OTHER)).isNull();
    assertThat(store.findImage(image(9))).isNull();
    store.deleteImage(image(9));
    store.deleteVolume(OTHER);
  }

  @Test
  void makesAVolumeOnceAndNeverShrinksIt() {
    // given
    store.write(VOLUME, 0, pattern(512, 1));

    // when
    store.createVolume(VOLUME, SIZE);
    store.resizeVolume(VOLUME, SIZE + 512);

    // then
    assertThat(read(VOLUME, 512)).isEqualTo(pattern(512, 1).array());
    assertThatThrownBy(() -> store.createVolume(VOLUME, SIZE))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> store.resizeVolume(VOLUME, SIZE))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(String.valueOf(SIZE + 512));
  }

  @Test
  void sealsOnceWhateverIsWrittenSince() {
    // given
    store.write(VOLUME, 4096, pattern(4096, 1));
    SealedImage first = store.seal(VOLUME, image(1));
    store.write(VOLUME, 4096, pattern(4096, 2));

    // when
    SealedImage again = store.seal(VOLUME, image(1));
    SealedImage second = store.seal(VOLUME, image(2));

    // then
    assertThat(again).isEqualTo(first);
    assertThat(first.sequence()).isEqualTo(1);
    assertThat(first.changedBytes()).isEqualTo(4096);
    assertThat(second.parent()).isEqualTo(image(1));
    assertThat(second.rootDigest()).isNotEqualTo(first.rootDigest());
    assertThat(Arrays.copyOfRange(read(image(1), 8192), 4096, 8192))
        .isEqualTo(pattern(4096, 1).array());
    assertThat(store.images(new ChainId(VOLUME.value()))).containsExactly(first, second);
  }

  @Test
  void listsTheImagesOfAllChains() {
    // given
    assertThat(store.images()).isEmpty();
    SealedImage first = store.seal(VOLUME, image(1));
    SealedImage second = store.seal(VOLUME, image(2));
    SealedImage full = store.copyFull(image(1), image(11));
    store.deleteImage(image(1));

    // when, then
    assertThat(store.images()).containsExactlyInAnyOrder(second, full).doesNotContain(first);
  }

  @Test
  void tellsDataFromClearedInBothDirections() {
    // given
    store.write(VOLUME, 0, pattern(8192, 1));
    store.seal(VOLUME, image(1));
    store.clear(VOLUME, new PageRange(0, 4096));
    store.write(VOLUME, BLOCK_BYTES, pattern(512, 2));
    store.seal(VOLUME, image(2));

    // when, then
    assertThat(diff(1, 2))
        .containsExactly(
            new DiffRange(new PageRange(0, 4096), Kind.CLEARED),
            new DiffRange(new PageRange(BLOCK_BYTES, BLOCK_BYTES + 4096), Kind.DATA));
    assertThat(diff(2, 1))
        .containsExactly(
            new DiffRange(new PageRange(0, 4096), Kind.DATA),
            new DiffRange(new PageRange(BLOCK_BYTES, BLOCK_BYTES + 4096), Kind.CLEARED));
    assertThat(diff(1, 1)).isEmpty();
  }

  @Test
  void refusesADiffAcrossFamilies() {
    // given
    store.createVolume(OTHER, SIZE);
    store.seal(VOLUME, image(1));
    store.seal(OTHER, image(2));

    // when, then
    assertThatThrownBy(() -> diff(1, 2))
        .isInstanceOf(NotOneFamilyException.class)
        .hasMessageContaining(image(1).toString())
        .hasMessageContaining(image(2).toString());
  }

  @Test
  void keepsDeltasAndBlockMapsWhenNeighboursAreDeleted() {
    // given
    for (int i = 1; i <= 4; i++) {
      store.write(VOLUME, i * 8192L, pattern(4096, i));
      store.write(VOLUME, 0, pattern(512, i));
      store.seal(VOLUME, image(i));
    }
    List<BlockEntry> delta = store.deltaOf(image(4)).toList();
    List<BlockEntry> map = store.blockMapOf(image(4)).toList();
    byte[] bytes = read(image(4), SIZE);
    SealedImage sealed = Objects.requireNonNull(store.findImage(image(4)));

    // when
    store.deleteImage(image(1));
    store.deleteImage(image(3));
    store.deleteImage(image(2));

    // then
    assertThat(store.deltaOf(image(4)).toList()).isEqualTo(delta);
    assertThat(store.blockMapOf(image(4)).toList()).isEqualTo(map);
    assertThat(read(image(4), SIZE)).isEqualTo(bytes);
    assertThat(store.findImage(image(4))).isEqualTo(sealed);
    assertThatThrownBy(() -> read(image(3), 512)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void refusesToSealADeletedImageThatIsStillNeeded() {
    // given
    store.write(VOLUME, 0, pattern(512, 1));
    store.seal(VOLUME, image(1));
    store.deleteImage(image(1));

    // when, then
    assertThatThrownBy(() -> store.seal(VOLUME, image(1)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("deleted");
    assertThat(read(VOLUME, 512)).isEqualTo(pattern(512, 1).array());
  }

  @Test
  void refusesToSealADeletedImageAfterNothingNeedsItAnyMore() {
    // given
    store.write(VOLUME, 0, pattern(SIZE, 1));
    store.seal(VOLUME, image(1));
    store.write(VOLUME, 0, pattern(SIZE, 2));
    store.seal(VOLUME, image(2));
    store.deleteImage(image(1));

    // when, then
    assertThatThrownBy(() -> store.seal(VOLUME, image(1)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("deleted");
    assertThat(store.images(new ChainId(VOLUME.value()))).hasSize(1);
  }

  @Test
  void keepsASourceUntilTheVolumeIsFilled() {
    // given
    store.write(VOLUME, 0, pattern(SIZE, 1));
    store.seal(VOLUME, image(1));
    store.createVolumeFrom(OTHER, image(1), SIZE + 512);
    store.write(OTHER, BLOCK_BYTES, pattern(512, 2));
    store.clear(OTHER, new PageRange(2 * BLOCK_BYTES, 3 * BLOCK_BYTES));
    byte[] expected = Arrays.copyOf(pattern(SIZE, 1).array(), SIZE + 512);
    System.arraycopy(pattern(512, 2).array(), 0, expected, BLOCK_BYTES, 512);
    Arrays.fill(expected, 2 * BLOCK_BYTES, 3 * BLOCK_BYTES, (byte) 0);
    assertThat(read(OTHER, SIZE + 512)).isEqualTo(expected);

    // when
    assertThatThrownBy(() -> store.deleteImage(image(1)))
        .isInstanceOf(ImageInUseException.class)
        .hasMessageContaining(image(1).toString());
    int steps = 1;
    while (!store.hydrate(OTHER, BLOCK_BYTES).done()) {
      steps++;
    }
    store.deleteImage(image(1));
    store.deleteVolume(VOLUME);

    // then
    assertThat(steps).isBetween(2, 5);
    assertThat(read(OTHER, SIZE + 512)).isEqualTo(expected);
    assertThat(Objects.requireNonNull(store.findVolume(OTHER)).source()).isNull();
    assertThat(store.seal(OTHER, image(2)).sequence()).isEqualTo(1);
  }

  @Test
  void refusesAVolumeSmallerThanItsSource() {
    // given
    store.seal(VOLUME, image(1));

    // when, then
    assertThatThrownBy(() -> store.createVolumeFrom(OTHER, image(1), SIZE - 512))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(String.valueOf(SIZE));
  }

  @Test
  void makesFullImagesThatNeedNoOther() {
    // given
    store.write(VOLUME, 512, pattern(BLOCK_BYTES, 1));
    store.seal(VOLUME, image(1));
    byte[] bytes = read(image(1), SIZE);

    // when
    SealedImage ofImage = store.copyFull(image(1), image(11));
    store.write(VOLUME, 512, pattern(512, 5));
    SealedImage ofVolume = store.fullFromVolume(VOLUME, image(12));
    byte[] now = read(VOLUME, SIZE);
    store.deleteImage(image(1));
    store.deleteVolume(VOLUME);

    // then
    assertThat(store.copyFull(image(1), image(11))).isEqualTo(ofImage);
    assertThat(ofImage.parent()).isNull();
    assertThat(ofVolume.chain()).isNotEqualTo(ofImage.chain());
    assertThat(read(image(11), SIZE)).isEqualTo(bytes);
    assertThat(read(image(12), SIZE)).isEqualTo(now);
  }

  @Test
  void uploadsOnTopOfTheNewestImage() {
    // given
    byte[] first = pattern(BLOCK_BYTES, 1).array();
    try (ImageUpload upload = store.upload(image(1), COPIES, image(101), SIZE)) {
      upload.put(0, ByteBuffer.wrap(first));
      upload.put(3, ByteBuffer.wrap(first));
      upload.seal();
    }

    // when
    SealedImage second;
    try (ImageUpload upload = store.upload(image(2), COPIES, image(102), 2 * BLOCK_BYTES)) {
      assertThat(upload.digest(0)).isNotEqualTo(BlockDigest.ZERO);
      upload.put(1, ByteBuffer.wrap(first));
      second = upload.seal();
    }
    SealedImage third;
    try (ImageUpload upload = store.upload(image(3), COPIES, image(103), SIZE)) {
      third = upload.seal();
    }

    // then
    assertThat(second.parent()).isEqualTo(image(1));
    assertThat(second.origin()).isEqualTo(image(102));
    assertThat(third.sequence()).isEqualTo(3);
    byte[] found = read(image(3), SIZE);
    assertThat(Arrays.copyOf(found, BLOCK_BYTES)).isEqualTo(first);
    assertThat(Arrays.copyOfRange(found, 2 * BLOCK_BYTES, SIZE))
        .as("bytes behind the end of the smaller image between")
        .containsOnly(0);
    assertThat(Arrays.copyOfRange(read(image(1), SIZE), 3 * BLOCK_BYTES, SIZE)).isEqualTo(first);
  }

  @Test
  void refusesAnUploadIntoAVolumesChain() {
    assertThatThrownBy(() -> store.upload(image(1), new ChainId(VOLUME.value()), image(101), SIZE))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void listsAllocatedPartsCutToTheQuestion() {
    // given
    store.write(VOLUME, 4096, pattern(512, 1));
    store.write(VOLUME, 8192, pattern(8192, 1));
    store.seal(VOLUME, image(1));

    // when, then
    assertThat(store.allocated(image(1), new PageRange(0, SIZE)).toList())
        .containsExactly(new PageRange(4096, 16_384));
    assertThat(store.allocated(image(1), new PageRange(4608, 5120)).toList())
        .containsExactly(new PageRange(4608, 5120));
    assertThat(store.allocated(VOLUME, new PageRange(16_384, SIZE)).toList()).isEmpty();
  }
}
