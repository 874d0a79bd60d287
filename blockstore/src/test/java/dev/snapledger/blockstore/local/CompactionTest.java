package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.ReclaimProgress;
import dev.snapledger.blockstore.api.ReclaimReport;
import dev.snapledger.blockstore.api.ReclaimReport.Outcome;
import dev.snapledger.blockstore.api.ReclaimReport.SegmentReclaim;
import dev.snapledger.blockstore.api.ReclaimRequest;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.geometry.PageRange;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Freeing the dead parts of segments. */
class CompactionTest {
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  private static final int BLOCKS = 8;
  private static final ReclaimRequest HALF = new ReclaimRequest(false, 50);
  private static final ReclaimProgress UNHEARD = (_, _) -> {};

  /** Four raw blocks to a segment. */
  private static final StoreLimits LIMITS =
      new StoreLimits(64 + 4 * (BLOCK_BYTES + 64), BLOCKS, 100);

  private final MemoryFiles files = new MemoryFiles();
  private LocalBlockStore store = LocalBlockStore.open(files, StoreWorld.DIRECTORY, LIMITS);

  /** Image 1 has eight blocks in two segments; image 2 rewrites six, and image 1 is deleted. */
  @BeforeEach
  void fill() {
    store.createVolume(VOLUME, BLOCKS * BLOCK_BYTES);
    write(1, 0, 1, 2, 3, 4, 5, 6, 7);
    store.seal(VOLUME, image(1));
    write(2, 0, 1, 2, 4, 5, 6);
    store.seal(VOLUME, image(2));
    store.deleteImage(image(1));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static ImageId image(int number) {
    return new ImageId(new UUID(2, number));
  }

  private static byte[] bytes(int generation, int block) {
    byte[] bytes = new byte[BLOCK_BYTES];
    new SplittableRandom(generation * 100L + block).nextBytes(bytes);
    return bytes;
  }

  private void write(int generation, int... blocks) {
    for (int block : blocks) {
      store.write(VOLUME, (long) block * BLOCK_BYTES, ByteBuffer.wrap(bytes(generation, block)));
    }
  }

  private void assertImage(int number, int... generations) {
    for (int block = 0; block < BLOCKS; block++) {
      ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
      store.read(image(number), (long) block * BLOCK_BYTES, found);
      assertThat(Arrays.equals(found.array(), bytes(generations[block], block)))
          .as("block %d of image %d is of generation %d", block, number, generations[block])
          .isTrue();
    }
  }

  private void assertImageTwo() {
    assertImage(2, 2, 2, 2, 1, 2, 2, 2, 1);
  }

  private void reopen() {
    store.close();
    store = LocalBlockStore.open(files, StoreWorld.DIRECTORY, LIMITS);
  }

  /** Records and moves; hints go with their segment ({@link DedupTest}). */
  private List<String> segmentFiles() {
    Path segments = StoreWorld.DIRECTORY.resolve("segments");
    return files.files().stream()
        .filter(file -> file.startsWith(segments))
        .map(file -> file.getFileName().toString())
        .filter(name -> !name.endsWith(".hints"))
        .sorted()
        .toList();
  }

  @Test
  void movesWhatIsNeededAndRemovesTheRest() {
    // when
    ReclaimReport report = store.reclaim(HALF, UNHEARD);

    // then
    assertThat(report.segments())
        .extracting(SegmentReclaim::segment, SegmentReclaim::outcome)
        .containsExactly(tuple(1, Outcome.COMPACTED), tuple(2, Outcome.COMPACTED));
    assertThat(report.movedBytes()).isEqualTo(2 * (BLOCK_BYTES + 64));
    assertThat(report.freedBytes()).isEqualTo(2 * 64 + 6 * (BLOCK_BYTES + 64));
    assertThat(segmentFiles())
        .containsExactly(
            "0000000001.moves", "0000000002.moves", "0000000003.seg", "0000000004.seg");
    assertImageTwo();
    reopen();
    assertImageTwo();
  }

  @Test
  void saysBeforeExactlyWhatItWillFree() {
    // when
    List<String> before = segmentFiles();
    ReclaimReport said = store.reclaim(new ReclaimRequest(true, 50), UNHEARD);

    // then
    assertThat(segmentFiles()).isEqualTo(before);
    assertThat(store.reclaim(HALF, UNHEARD)).isEqualTo(said);
    assertThat(said.freedBytes()).isPositive();
  }

  @Test
  void keepsWhatOnlyABlockOnItsWayIntoASegmentWillShare() {
    // given: block 3 of generation 1 is needed by image 2 alone
    write(3, 3);
    store.seal(VOLUME, image(3));
    store.write(VOLUME, 0, ByteBuffer.wrap(bytes(1, 3)));
    write(4, 1, 2, 4);
    write(4, 5); // Those before are encoded from here on, and the equal block was found.

    // when
    store.deleteImage(image(2));
    store.reclaim(HALF, UNHEARD);
    store.seal(VOLUME, image(4));

    // then
    ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
    store.read(image(4), 0, found);
    assertThat(found.array()).isEqualTo(bytes(1, 3));
    assertThat(segmentFiles()).doesNotContain("0000000001.seg");
  }

  @Test
  void leavesSegmentsThatAreFullEnough() {
    assertThat(store.reclaim(new ReclaimRequest(false, 80), UNHEARD).segments()).isEmpty();
  }

  @Test
  void comparesVersionsByTheirNamesStill() {
    // given
    store.seal(VOLUME, image(3));

    // when
    store.reclaim(HALF, UNHEARD);

    // then
    assertThat(store.diff(image(2), image(3), DiffPrecision.TRACKED).toList()).isEmpty();
  }

  @Test
  void movesRecordsAgainAndForgetsNamesNobodyUses() {
    // given
    store.reclaim(HALF, UNHEARD);
    write(3, 0, 1, 2, 4, 5, 6);
    store.seal(VOLUME, image(3));
    store.deleteImage(image(2));

    // when
    reopen();
    store.reclaim(HALF, UNHEARD);

    // then
    assertImage(3, 3, 3, 3, 1, 3, 3, 3, 1);
    reopen();
    assertImage(3, 3, 3, 3, 1, 3, 3, 3, 1);
    assertThat(segmentFiles()).filteredOn(name -> name.endsWith(".seg")).hasSizeLessThan(4);

    // when nothing is left
    store.deleteVolume(VOLUME);
    store.deleteImage(image(3));
    reopen();
    assertThat(segmentFiles()).isEmpty();
  }

  @Test
  void freesWhatACrashLeftOnlyWhenAsked() {
    // given
    write(3, 0, 1, 2, 3, 4, 5, 6, 7);
    store.read(VOLUME, 0, ByteBuffer.allocate(512));
    store.allocated(VOLUME, new PageRange(0, BLOCK_BYTES));
    files.crashAt(0);
    files.restart(new SplittableRandom(1));
    List<String> left = segmentFiles();

    // when
    store = LocalBlockStore.open(files, StoreWorld.DIRECTORY, LIMITS);

    // then
    assertThat(segmentFiles()).as("what refers to them may be lost").isEqualTo(left);
    ReclaimReport report = store.reclaim(new ReclaimRequest(false, 100), UNHEARD);
    assertThat(report.segments()).isNotEmpty().allMatch(s -> s.outcome() == Outcome.REMOVED);
    assertThat(segmentFiles()).hasSize(left.size() - report.segments().size());
    assertImageTwo();
  }

  @Test
  void leavesASegmentWithADamagedRecordAsItIs() {
    // given the only needed record of the first segment
    files.flipBit(
        StoreWorld.DIRECTORY.resolve("segments").resolve("0000000001.seg"),
        64 + 3 * (BLOCK_BYTES + 64) + 100,
        0);

    // when
    ReclaimReport report = store.reclaim(HALF, UNHEARD);

    // then
    assertThat(report.segments())
        .extracting(SegmentReclaim::outcome)
        .containsExactlyInAnyOrder(Outcome.DAMAGED, Outcome.COMPACTED);
    assertThatThrownBy(
            () -> store.read(image(2), 3L * BLOCK_BYTES, ByteBuffer.allocate(BLOCK_BYTES)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("block 3");
  }

  @Test
  void freesNothingWhileSomethingCannotBeRead() {
    // given
    store.close();
    files.flipBit(
        StoreWorld.DIRECTORY
            .resolve("chains")
            .resolve(VOLUME.toString())
            .resolve("0000000002-" + image(2) + ".delta"),
        300,
        1);
    store = LocalBlockStore.open(files, StoreWorld.DIRECTORY, LIMITS);

    // when, then
    assertThatThrownBy(() -> store.reclaim(HALF, UNHEARD))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("cannot");
  }

  @Test
  void namesTheImageWhoseDeltaIsLost() {
    // given
    store.seal(VOLUME, image(3));
    store.close();
    List<String> before = segmentFiles();
    files.delete(
        StoreWorld.DIRECTORY
            .resolve("chains")
            .resolve(VOLUME.toString())
            .resolve("0000000002-" + image(2) + ".delta"));

    // when
    store = LocalBlockStore.open(files, StoreWorld.DIRECTORY, LIMITS);

    // then
    for (int number = 1; number <= 3; number++) { // The lost one as well, not "there is none".
      ImageId id = image(number);
      assertThatThrownBy(() -> store.findImage(id))
          .isInstanceOf(CorruptDataException.class)
          .hasMessageContaining("expected a file of image " + image(2) + " with sequence 2");
    }
    assertThat(segmentFiles()).isEqualTo(before);
  }
}
