package dev.snapledger.blockstore.scrub;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.local.LocalBlockStore;
import dev.snapledger.blockstore.transfer.CopyRequest;
import dev.snapledger.blockstore.transfer.ImageCopier;
import dev.snapledger.blockstore.transfer.Progress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broken blocks of one region, and their copies in another. */
class RepairTest {
  private static final Path DIRECTORY = Path.of("data", "regions", "any");
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  private static final ChainId COPIES = new ChainId(new UUID(3, 3));
  private static final ImageId ORIGINAL = new ImageId(new UUID(2, 1));
  private static final ImageId COPY = new ImageId(new UUID(2, 2));
  private static final int SIZE = 2 * BLOCK_BYTES - 1024;

  private final MemoryFiles eastFiles = new MemoryFiles();
  private final MemoryFiles westFiles = new MemoryFiles();
  private final LocalBlockStore east = LocalBlockStore.open(eastFiles, DIRECTORY);
  private final LocalBlockStore west = LocalBlockStore.open(westFiles, DIRECTORY);
  private final byte[] disk = new byte[SIZE];

  @BeforeEach
  void copyAnImage() {
    new SplittableRandom(1).nextBytes(disk);
    east.createVolume(VOLUME, SIZE);
    east.write(VOLUME, 0, ByteBuffer.wrap(disk));
    east.seal(VOLUME, ORIGINAL);
    new ImageCopier(east, west).copy(new CopyRequest(ORIGINAL, COPY, COPIES), Progress.NONE);
  }

  @AfterEach
  void close() {
    east.close();
    west.close();
  }

  private RegionCopies copies() {
    return new RegionCopies(Map.of("east", east, "west", west));
  }

  private byte[] block(int index) {
    return Arrays.copyOf(
        Arrays.copyOfRange(disk, index * BLOCK_BYTES, Math.min(SIZE, (index + 1) * BLOCK_BYTES)),
        BLOCK_BYTES);
  }

  private static Path segment(MemoryFiles files) {
    return files.files().stream()
        .filter(file -> file.toString().endsWith(".seg"))
        .findFirst()
        .orElseThrow();
  }

  /** Damages the record that lies at a position, and finds it. */
  private static BrokenRecord damage(LocalBlockStore store, MemoryFiles files, int position) {
    files.flipBit(segment(files), position, 2);
    ScrubReport report = store.scrub(ScrubRequest.of(ScrubDepth.SHALLOW), ScrubListener.NONE);
    assertThat(report.broken()).hasSize(1);
    return report.broken().getFirst();
  }

  @Test
  void findsTheCopyOfABrokenImage() {
    // given
    BrokenRecord broken = damage(east, eastFiles, 64 + 64 + 500);

    // when
    SoundBlock found = Objects.requireNonNull(new Repair(copies()).find(broken));

    // then
    assertThat(found.region()).isEqualTo("west");
    assertThat(found.image()).isEqualTo(COPY);
    assertThat(found.bytes()).isEqualTo(block(0));
  }

  @Test
  void findsTheOriginalOfABrokenCopy() {
    // given
    int secondRecord = 64 + 64 + BLOCK_BYTES;
    BrokenRecord broken = damage(west, westFiles, secondRecord + 64 + 500);

    // when
    SoundBlock found = Objects.requireNonNull(new Repair(copies()).find(broken));

    // then
    assertThat(found.region()).isEqualTo("east");
    assertThat(found.bytes()).as("zero behind the end of the disk").isEqualTo(block(1));
  }

  @Test
  void findsACopyOfACopy() {
    // given
    MemoryFiles northFiles = new MemoryFiles();
    LocalBlockStore north = LocalBlockStore.open(northFiles, DIRECTORY);
    new ImageCopier(west, north)
        .copy(new CopyRequest(COPY, new ImageId(new UUID(2, 3)), COPIES), Progress.NONE);
    damage(west, westFiles, 64 + 64 + 900);
    BrokenRecord broken = damage(east, eastFiles, 64 + 64 + 500);

    // when
    SoundBlock found =
        new Repair(new RegionCopies(Map.of("east", east, "west", west, "north", north)))
            .find(broken);

    // then
    assertThat(Objects.requireNonNull(found).region()).isEqualTo("north");
    assertThat(found.bytes()).isEqualTo(block(0));
    north.close();
  }

  @Test
  void goesByTheChecksumOfTheDeltaWhenTheHeaderIsDamaged() {
    // given
    BrokenRecord broken = damage(east, eastFiles, 64 + 20);
    assertThat(broken.digest()).isNull();

    // when, then
    SoundBlock found = Objects.requireNonNull(new Repair(copies()).find(broken));
    assertThat(found.bytes()).isEqualTo(block(0));
  }

  @Test
  void takesNoBytesThatDoNotMatch() {
    // given
    RegionCopies copies = copies();
    BrokenRecord broken = damage(east, eastFiles, 64 + 64 + 500);
    byte[] other = new byte[32];
    other[0] = 1;

    // when, then
    assertThat(copies.find(ORIGINAL, 0, broken.crc32c() + 1, null)).isNull();
    assertThat(copies.find(ORIGINAL, 0, broken.crc32c(), BlockDigest.of(other))).isNull();
    assertThat(copies.find(ORIGINAL, 0, broken.crc32c(), broken.digest())).isNotNull();
  }

  @Test
  void findsNothingWhereBothAreBroken() {
    // given
    damage(west, westFiles, 64 + 64 + 900);
    BrokenRecord broken = damage(east, eastFiles, 64 + 64 + 500);

    // when, then
    assertThat(new Repair(copies()).find(broken)).isNull();
  }

  @Test
  void handsOverWhatItFoundAndNamesTheRest() {
    // given
    east.write(VOLUME, BLOCK_BYTES, ByteBuffer.wrap(block(0), 0, 512));
    east.flush(VOLUME);
    BrokenRecord first = damage(east, eastFiles, 64 + 64 + 500);
    Path segment = segment(eastFiles);
    eastFiles.flipBit(segment, eastFiles.sizeOf(segment) - 2000, 1);
    ScrubReport report = east.scrub(ScrubRequest.of(ScrubDepth.SHALLOW), ScrubListener.NONE);
    List<Long> locators = new ArrayList<>();
    List<byte[]> blocks = new ArrayList<>();

    // when
    Repair.Outcome outcome =
        new Repair(copies())
            .heal(
                report,
                (locator, block) -> {
                  locators.add(locator);
                  blocks.add(block);
                });

    // then
    assertThat(outcome.healed()).containsExactly(first);
    assertThat(outcome.withoutCopy())
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.places().getFirst().victims())
                    .extracting(Victim::kind)
                    .as("never copied")
                    .containsExactly(Victim.Kind.VOLUME));
    assertThat(locators).containsExactly(first.locator());
    assertThat(blocks).containsExactly(block(0));
  }
}
