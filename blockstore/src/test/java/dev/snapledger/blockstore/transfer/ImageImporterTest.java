package dev.snapledger.blockstore.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.memory.InMemoryBlockStore;
import dev.snapledger.blockstore.vhd.InvalidVhdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageImporterTest {
  private static final int SIZE = 9 << 20;
  private static final VolumeId VOLUME = new VolumeId(new UUID(2, 2));

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void takesARawImage(StoreKind kind) throws Exception {
    try (BlockStore store = kind.open()) {
      // given
      byte[] image = imageBytes(1, SIZE);
      store.createVolume(VOLUME, SIZE);

      // when
      ImportReport report =
          new ImageImporter(store).importImage(VOLUME, fileOf(image), Progress.NONE);

      // then
      assertThat(read(store, SIZE)).isEqualTo(image);
      assertThat(report.format()).isEqualTo(ImageFormat.RAW);
      assertThat(report.imageBytes()).isEqualTo(SIZE);
      assertThat(report.clearedBytes()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesBackAnExportedVhd(StoreKind kind) throws Exception {
    try (BlockStore store = kind.open()) {
      // given
      TestDisk disk = new TestDisk(store, SIZE + 512, 2).change(40);
      Path vhd = directory.resolve("disk.vhd");
      new ImageExporter(store).exportVhd(disk.volume, vhd, TestDisk.IDENTITY, Progress.NONE);
      store.createVolume(VOLUME, SIZE + 512);

      // when
      ImportReport report = new ImageImporter(store).importImage(VOLUME, vhd, Progress.NONE);

      // then
      assertThat(read(store, SIZE + 512)).isEqualTo(disk.bytes);
      assertThat(report.format()).isEqualTo(ImageFormat.FIXED_VHD);
      assertThat(report.imageBytes()).isEqualTo(SIZE + 512);
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesAUsedVolumeEqualToTheImage(StoreKind kind) throws Exception {
    try (BlockStore store = kind.open()) {
      for (int seed = 10; seed < 20; seed++) {
        // given
        TestDisk old = new TestDisk(store, SIZE, seed).change(30);
        old.seal();
        old.change(10);
        byte[] image = imageBytes(seed, SIZE - 512 * seed);

        // when
        new ImageImporter(store).importImage(old.volume, fileOf(image), Progress.NONE);

        // then
        assertThat(old.stored()).isEqualTo(Arrays.copyOf(image, SIZE));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fillsTheLastPageWithZeros(StoreKind kind) throws Exception {
    try (BlockStore store = kind.open()) {
      for (int length : new int[] {1, 511, 512, 513, 65_535, 65_537, (4 << 20) + 1}) {
        // given
        TestDisk old = new TestDisk(store, 5 << 20, 100 + length);
        old.write(0, old.data(5 << 20));
        byte[] image = old.data(length);

        // when
        ImportReport report =
            new ImageImporter(store).importRaw(old.volume, fileOf(image), Progress.NONE);

        // then
        assertThat(old.stored()).isEqualTo(Arrays.copyOf(image, 5 << 20));
        assertThat(report.imageBytes()).isEqualTo((length + 511) / 512 * 512L);
      }
    }
  }

  @Test
  void writesBlocksWithDataAndClearsOnlyWhatWasThere() throws Exception {
    // given
    InMemoryBlockStore store = new InMemoryBlockStore();
    TestDisk disk = new TestDisk(store, SIZE, 3);
    disk.write(1 << 20, disk.data(4096));
    byte[] image = new byte[SIZE];
    image[(2 << 20) + 77] = 1;
    image[SIZE - 1] = 1;

    // when
    ImportReport report =
        new ImageImporter(store).importRaw(disk.volume, fileOf(image), Progress.NONE);

    // then
    assertThat(report).isEqualTo(new ImportReport(ImageFormat.RAW, SIZE, 2 * 65_536, 4096));
    assertThat(store.allocated(disk.volume, new PageRange(0, SIZE)).toList())
        .containsExactly(PageRange.ofLength(2 << 20, 4096), PageRange.ofLength(SIZE - 4096, 4096));
  }

  @Test
  void isDurableAtItsEnd() throws Exception {
    // given
    InMemoryBlockStore store = new InMemoryBlockStore();
    store.createVolume(VOLUME, SIZE);
    byte[] image = imageBytes(4, SIZE);

    // when
    new ImageImporter(store).importRaw(VOLUME, fileOf(image), Progress.NONE);
    store.crash();

    // then
    assertThat(read(store, SIZE)).isEqualTo(image);
  }

  @Test
  void finishesWhenRepeatedAfterAFaultAtAnyCall() throws Exception {
    // given
    byte[] image = imageBytes(5, 1 << 20);
    Path file = fileOf(image);
    boolean hit = true;
    for (int call = 0; hit; call++) {
      InMemoryBlockStore store = new InMemoryBlockStore();
      TestDisk disk = new TestDisk(store, 2 << 20, call).change(10);
      CallFaults faults = new CallFaults(call, CallFaults.When.BEFORE);
      ImageImporter faulty = new ImageImporter(faults.around(store));

      // when
      try {
        faulty.importRaw(disk.volume, file, Progress.NONE);
      } catch (StoreFaultException e) {
        store.crash();
        new ImageImporter(store).importRaw(disk.volume, file, Progress.NONE);
      }
      hit = faults.hit();

      // then
      assertThat(disk.stored()).isEqualTo(Arrays.copyOf(image, 2 << 20));
    }
  }

  @Test
  void tellsProgressThatGrowsToTheSize() throws Exception {
    // given
    InMemoryBlockStore store = new InMemoryBlockStore();
    store.createVolume(VOLUME, SIZE);
    List<Long> told = new ArrayList<>();

    // when
    new ImageImporter(store)
        .importRaw(
            VOLUME,
            fileOf(imageBytes(6, SIZE)),
            (done, total) -> {
              assertThat(total).isEqualTo(SIZE);
              told.add(done);
            });

    // then
    assertThat(told).containsExactly(4L << 20, 8L << 20, (long) SIZE);
  }

  @Test
  void refusesAnImageLargerThanTheVolumeBeforeWriting() throws Exception {
    // given
    InMemoryBlockStore store = new InMemoryBlockStore();
    store.createVolume(VOLUME, 1 << 20);
    Path file = fileOf(imageBytes(7, (1 << 20) + 1));

    // then
    assertThatThrownBy(() -> new ImageImporter(store).importImage(VOLUME, file, Progress.NONE))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("at most 1048576 bytes")
        .hasMessageContaining("found 1049088");
    assertUntouched(store);
  }

  @Test
  void refusesAVolumeThatIsNotThere() throws Exception {
    // given
    ImageImporter importer = new ImageImporter(new InMemoryBlockStore());
    Path file = fileOf(new byte[512]);

    // then
    assertThatThrownBy(() -> importer.importImage(VOLUME, file, Progress.NONE))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> importer.importImage(VOLUME, directory.resolve("none"), Progress.NONE))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void refusesATruncatedOrForgedVhdBeforeWriting() throws Exception {
    // given
    InMemoryBlockStore store = new InMemoryBlockStore();
    TestDisk disk = new TestDisk(store, 1 << 20, 8).change(9);
    Path vhd = directory.resolve("disk.vhd");
    new ImageExporter(store).exportVhd(disk.volume, vhd, TestDisk.IDENTITY, Progress.NONE);
    byte[] whole = Files.readAllBytes(vhd);
    byte[] forged = whole.clone();
    forged[whole.length - 512 + 50] ^= 1;
    byte[] cutInside = new byte[whole.length - 512];
    System.arraycopy(whole, 512, cutInside, 0, cutInside.length);
    store.createVolume(VOLUME, 1 << 20);
    ImageImporter importer = new ImageImporter(store);

    // then
    Path forgedFile = fileOf(forged);
    assertThatThrownBy(() -> importer.importImage(VOLUME, forgedFile, Progress.NONE))
        .isInstanceOf(InvalidVhdException.class)
        .hasMessageContaining("checksum");
    Path cutFile = fileOf(cutInside);
    assertThatThrownBy(() -> importer.importImage(VOLUME, cutFile, Progress.NONE))
        .isInstanceOf(InvalidVhdException.class)
        .hasMessageContaining("file length: expected 1049088 bytes");
    Path headless = fileOf(Arrays.copyOf(whole, 1 << 20));
    assertThatThrownBy(() -> importer.importVhd(VOLUME, headless, Progress.NONE))
        .isInstanceOf(InvalidVhdException.class)
        .hasMessageContaining("cookie");
    Path stub = fileOf(Arrays.copyOf(whole, 100));
    assertThatThrownBy(() -> importer.importVhd(VOLUME, stub, Progress.NONE))
        .isInstanceOf(InvalidVhdException.class)
        .hasMessageContaining("length: expected 512 bytes, but found 100 bytes");
    assertUntouched(store);
  }

  @Test
  void refusesWhatIsNoRawDisk() throws Exception {
    assertForeign("QFI\u00fb", "a qcow image");
    assertForeign("KDMV", "a VMDK image");
    assertForeign("vhdxfile", "a VHDX image");
    assertForeign("conectix", "dynamic VHD");
    assertThatThrownBy(() -> ImageFile.detect(fileOf(new byte[0])))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessageContaining("but found 0");
  }

  @Test
  void refusesARawImageLargerThanAnyDisk() {
    // given
    Path file = directory.resolve("huge");
    long limit = Geometry.DISK_BYTES_MAX;

    // then
    assertThat(ImageFile.raw(file, limit).sizeBytes()).isEqualTo(limit);
    assertThatThrownBy(() -> ImageFile.raw(file, limit + 1))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessageContaining("found 35184372088833");
  }

  @Test
  void failsWhenTheFileShrinksMeanwhile() throws Exception {
    // given
    InMemoryBlockStore store = new InMemoryBlockStore();
    store.createVolume(VOLUME, 64 << 20);
    Path file = fileOf(new byte[0]);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(64 << 20);
    }
    Progress cut = (_, _) -> truncate(file, 5 << 20);

    // then
    assertThatThrownBy(() -> new ImageImporter(store).importRaw(VOLUME, file, cut))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("expected 67108864 bytes")
        .hasMessageContaining("but found its end at");
  }

  private static void truncate(Path file, long length) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertForeign(String magic, String text) throws IOException {
    byte[] image = imageBytes(1, 1 << 20);
    byte[] start = magic.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(start, 0, image, 0, start.length);
    Path file = fileOf(image);
    assertThatThrownBy(() -> ImageFile.detect(file))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessageContaining("expected a raw image or a fixed VHD, but found")
        .hasMessageContaining(text);
    assertThat(ImageFile.raw(file).sizeBytes()).isEqualTo(1 << 20);
  }

  private static void assertUntouched(BlockStore store) {
    assertThat(store.allocated(VOLUME, new PageRange(0, 1 << 20)).hasNext()).isFalse();
  }

  private static byte[] read(BlockStore store, int size) {
    ByteBuffer into = ByteBuffer.allocate(size);
    store.read(VOLUME, 0, into);
    return into.array();
  }

  /** Some data, some holes. */
  private static byte[] imageBytes(long seed, int length) {
    int pages = (length + 511) / 512;
    TestDisk disk = new TestDisk(new InMemoryBlockStore(), pages * 512, seed).change(30);
    return Arrays.copyOf(disk.bytes, length);
  }

  private Path fileOf(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(directory, "image", ".img"), bytes);
  }
}
