package dev.snapledger.blockstore.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.file.UnreadableRange;
import dev.snapledger.blockstore.local.LocalBlockStore;
import dev.snapledger.blockstore.vhd.VhdFooter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of an image with broken blocks, and the list of what is not. */
class SalvageTest {
  private static final int SIZE = (9 << 20) + 512;
  private static final Path STORE = Path.of("data");

  @TempDir Path directory;
  private final MemoryFiles files = new MemoryFiles();
  private final List<Hole> holes = new ArrayList<>();
  private int completed;

  private final HoleList list =
      new HoleList() {
        @Override
        public void add(Hole hole) {
          assertThat(completed).isZero();
          holes.add(hole);
        }

        @Override
        public void complete() {
          assertThat(directory.resolve("image.vhd")).doesNotExist();
          completed++;
        }
      };

  private byte[] salvage(BlockStore store, ImageId image) throws IOException {
    Path file = directory.resolve("image.vhd");
    new ImageExporter(store).salvageVhd(image, file, TestDisk.IDENTITY, list, Progress.NONE);
    byte[] vhd = Files.readAllBytes(file);
    assertThat(Arrays.copyOfRange(vhd, SIZE, vhd.length))
        .isEqualTo(new VhdFooter(SIZE, TestDisk.IDENTITY).encode());
    return Arrays.copyOf(vhd, SIZE);
  }

  @Test
  void isTheImageIfNothingIsBroken() throws IOException {
    try (BlockStore store = LocalBlockStore.open(files, STORE)) {
      TestDisk disk = new TestDisk(store, SIZE, 1).change(40);

      assertThat(salvage(store, disk.seal())).isEqualTo(disk.bytes);
      assertThat(holes).isEmpty();
      assertThat(completed).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheImageButForTheHolesItLists(long seed) throws IOException {
    try (BlockStore store = LocalBlockStore.open(files, STORE)) {
      // given
      TestDisk disk = new TestDisk(store, SIZE, seed).change(30);
      disk.seal();
      ImageId image = disk.change(30).seal();
      damage(new SplittableRandom(seed), 1 + (int) seed * 3);

      // when
      byte[] salvaged = salvage(store, image);

      // then
      byte[] expected = disk.bytes.clone();
      long end = 0;
      for (Hole hole : holes) {
        assertThat(hole.startByte()).isGreaterThanOrEqualTo(end);
        end = hole.startByte() + hole.lengthBytes();
        Arrays.fill(expected, (int) hole.startByte(), (int) end, (byte) 0);
        assertHole(store, image, hole);
      }
      assertThat(Arrays.mismatch(salvaged, expected)).isEqualTo(-1);
      assertThat(readable(store, image))
          .as("blocks that can be read")
          .isEqualTo(145 - holes.size());
    }
  }

  /** Inverts bits anywhere in the segments. */
  private void damage(SplittableRandom chance, int times) {
    List<Path> segments =
        files.files().stream().filter(file -> file.toString().endsWith(".seg")).toList();
    for (int i = 0; i < times; i++) {
      Path segment = segments.get(chance.nextInt(segments.size()));
      files.flipBit(segment, chance.nextInt(files.sizeOf(segment)), chance.nextInt(8));
    }
  }

  private static void assertHole(BlockStore store, ImageId image, Hole hole) {
    assertThat(hole.block()).isEqualTo((int) (hole.startByte() / 65_536));
    assertThat(hole.reason()).contains("block " + hole.block(), "image " + image, "segment ");
    assertThatThrownBy(
            () ->
                store.read(image, hole.startByte(), ByteBuffer.allocate((int) hole.lengthBytes())))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(hole.reason());
  }

  private static int readable(BlockStore store, ImageId image) {
    int readable = 0;
    for (int start = 0; start < SIZE; start += 65_536) {
      try {
        store.read(image, start, ByteBuffer.allocate(Math.min(65_536, SIZE - start)));
        readable++;
      } catch (CorruptDataException _) {
        // One of the holes.
      }
    }
    return readable;
  }

  @Test
  void leavesOutWhatTheDiskDoesNotGive() throws IOException {
    // given
    TestDisk disk;
    ImageId image;
    try (BlockStore store = LocalBlockStore.open(files, STORE)) {
      disk = new TestDisk(store, SIZE, 7);
      disk.write(0, disk.data(5 * 65_536));
      image = disk.seal();
    }
    Path segment = STORE.resolve("segments").resolve("0000000001.seg");
    long third = 64 + 2 * (64 + 65_536);

    // when
    byte[] salvaged;
    UnreadableRange range = new UnreadableRange(segment, third + 1000, third + 1512);
    try (BlockStore store = LocalBlockStore.open(range.in(files), STORE)) {
      salvaged = salvage(store, image);
    }

    // then
    byte[] expected = disk.bytes.clone();
    Arrays.fill(expected, 2 * 65_536, 3 * 65_536, (byte) 0);
    assertThat(salvaged).isEqualTo(expected);
    assertThat(holes).singleElement().satisfies(hole -> assertThat(hole.block()).isEqualTo(2));
  }

  @Test
  void refusesAnImageThatIsNotThere() {
    try (BlockStore store = LocalBlockStore.open(files, STORE)) {
      assertThatThrownBy(() -> salvage(store, new ImageId(new UUID(9, 9))))
          .isInstanceOf(NotFoundException.class);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void leavesNoFileWhenTheListCannotBeKept() {
    try (BlockStore store = LocalBlockStore.open(files, STORE)) {
      // given
      ImageId image = new TestDisk(store, SIZE, 1).change(10).seal();
      HoleList full =
          new HoleList() {
            @Override
            public void add(Hole hole) {}

            @Override
            public void complete() throws IOException {
              throw new IOException("No space left on device");
            }
          };
      Path file = directory.resolve("image.vhd");

      // when, then
      assertThatThrownBy(
              () ->
                  new ImageExporter(store)
                      .salvageVhd(image, file, TestDisk.IDENTITY, full, Progress.NONE))
          .hasMessageContaining("No space left");
    }
    assertThat(directory).isEmptyDirectory();
  }
}
