package dev.snapledger.blockstore.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.memory.InMemoryBlockStore;
import dev.snapledger.blockstore.vhd.VhdFooter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageExporterTest {
  private static final int SIZE = (9 << 20) + 512;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void writesTheBytesOfAnImage(StoreKind kind) throws Exception {
    try (BlockStore store = kind.open()) {
      // given
      TestDisk disk = new TestDisk(store, SIZE, 1).change(40);
      byte[] then = disk.bytes.clone();
      ImageId image = disk.seal();
      disk.change(40);
      Path file = directory.resolve("image.raw");

      // when
      new ImageExporter(store).exportRaw(image, file, Progress.NONE);

      // then
      assertThat(Files.readAllBytes(file)).isEqualTo(then);
      assertThat(filesLeft()).containsExactly("image.raw");
    }
  }

  @ParameterizedTest
  @EnumSource
  void addsTheFooterToAVhd(StoreKind kind) throws Exception {
    try (BlockStore store = kind.open()) {
      // given
      TestDisk disk = new TestDisk(store, SIZE, 2).change(40);
      ImageId image = disk.seal();
      Path file = directory.resolve("image.vhd");

      // when
      new ImageExporter(store).exportVhd(image, file, TestDisk.IDENTITY, Progress.NONE);

      // then
      assertThat(Files.readAllBytes(file)).isEqualTo(vhdOf(disk.bytes));
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesTheBytesOfAVolume(StoreKind kind) throws Exception {
    try (BlockStore store = kind.open()) {
      // given
      TestDisk disk = new TestDisk(store, SIZE, 3).change(20);
      disk.seal();
      disk.change(20);
      ImageExporter exporter = new ImageExporter(store);

      // when
      exporter.exportRaw(disk.volume, directory.resolve("disk.raw"), Progress.NONE);
      exporter.exportVhd(
          disk.volume, directory.resolve("disk.vhd"), TestDisk.IDENTITY, Progress.NONE);

      // then
      assertThat(Files.readAllBytes(directory.resolve("disk.raw"))).isEqualTo(disk.bytes);
      assertThat(Files.readAllBytes(directory.resolve("disk.vhd"))).isEqualTo(vhdOf(disk.bytes));
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesAnEmptyDisk(StoreKind kind) throws Exception {
    try (BlockStore store = kind.open()) {
      // given
      TestDisk disk = new TestDisk(store, 512, 4);
      ImageId image = disk.seal();
      Path file = directory.resolve("image.raw");

      // when
      new ImageExporter(store).exportRaw(image, file, Progress.NONE);

      // then
      assertThat(Files.readAllBytes(file)).isEqualTo(new byte[512]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void streamsTheSameBytesAsItWritesToAFile(StoreKind kind) throws Exception {
    try (BlockStore store = kind.open()) {
      // given
      TestDisk disk = new TestDisk(store, SIZE, 5);
      disk.write(3 << 20, disk.data(70_000 / 512 * 512));
      ImageId image = disk.seal();
      ImageExporter exporter = new ImageExporter(store);
      ByteArrayOutputStream raw = new ByteArrayOutputStream();
      ByteArrayOutputStream vhd = new ByteArrayOutputStream();
      List<Long> told = new ArrayList<>();

      // when
      exporter.streamRaw(image, Channels.newChannel(raw), (done, _) -> told.add(done));
      exporter.streamVhd(image, Channels.newChannel(vhd), TestDisk.IDENTITY, Progress.NONE);

      // then
      assertThat(raw.toByteArray()).isEqualTo(disk.bytes);
      assertThat(vhd.toByteArray()).isEqualTo(vhdOf(disk.bytes));
      assertThat(told).isSorted().endsWith((long) SIZE);
    }
  }

  @Test
  void tellsProgressThatGrowsToTheSize() throws Exception {
    // given
    InMemoryBlockStore store = new InMemoryBlockStore();
    TestDisk disk = new TestDisk(store, SIZE, 6).change(40);
    List<Long> told = new ArrayList<>();

    // when
    new ImageExporter(store)
        .exportRaw(
            disk.seal(),
            directory.resolve("image.raw"),
            (done, total) -> {
              assertThat(total).isEqualTo(SIZE);
              told.add(done);
            });

    // then
    assertThat(told).hasSizeGreaterThan(2).isSorted().endsWith((long) SIZE);
  }

  @Test
  void keepsTheOldFileAndRemovesThePartWhenItFails() throws Exception {
    // given
    InMemoryBlockStore store = new InMemoryBlockStore();
    TestDisk disk = new TestDisk(store, SIZE, 7).change(40);
    ImageId image = disk.seal();
    Path file = Files.writeString(directory.resolve("image.raw"), "before");
    BlockStore failing = new CallFaults(3, CallFaults.When.BEFORE).around(store);

    // when
    assertThatThrownBy(() -> new ImageExporter(failing).exportRaw(image, file, Progress.NONE))
        .isInstanceOf(StoreFaultException.class);

    // then
    assertThat(file).hasContent("before");
    assertThat(filesLeft()).containsExactly("image.raw");
  }

  @Test
  void replacesAnOldFileAndALeftOverPart() throws Exception {
    // given
    InMemoryBlockStore store = new InMemoryBlockStore();
    TestDisk disk = new TestDisk(store, 1 << 20, 8).change(5);
    Path file = Files.writeString(directory.resolve("image.raw"), "before");
    Files.write(directory.resolve("image.raw.part"), disk.data(2 << 20));

    // when
    new ImageExporter(store).exportRaw(disk.seal(), file, Progress.NONE);

    // then
    assertThat(Files.readAllBytes(file)).isEqualTo(disk.bytes);
    assertThat(filesLeft()).containsExactly("image.raw");
  }

  @Test
  void refusesASecondExportToTheSameFile() throws Exception {
    // given
    InMemoryBlockStore store = new InMemoryBlockStore();
    TestDisk disk = new TestDisk(store, SIZE, 9).change(40);
    ImageId image = disk.seal();
    Path file = directory.resolve("image.raw");
    ImageExporter exporter = new ImageExporter(store);
    List<Throwable> refused = new ArrayList<>();

    // when
    exporter.exportRaw(
        image,
        file,
        (done, _) -> {
          if (done < SIZE) {
            try {
              exporter.exportRaw(image, file, Progress.NONE);
            } catch (IOException e) {
              refused.add(e);
            }
          }
        });

    // then
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e).hasMessageContaining("in use by another export"));
    assertThat(Files.readAllBytes(file)).isEqualTo(disk.bytes);
  }

  @Test
  void refusesWhatIsNotThereBeforeItTouchesTheFile() throws Exception {
    // given
    ImageExporter exporter = new ImageExporter(new InMemoryBlockStore());
    ImageId image = new ImageId(new UUID(0, 1));
    Path file = directory.resolve("image.raw");

    // then
    assertThatThrownBy(() -> exporter.exportRaw(image, file, Progress.NONE))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("expected image " + image);
    assertThat(filesLeft()).isEmpty();
  }

  @Test
  void failsClearlyWhereItCannotWrite() {
    // given
    InMemoryBlockStore store = new InMemoryBlockStore();
    ImageId image = new TestDisk(store, 512, 1).seal();
    Path nowhere = directory.resolve("missing").resolve("image.raw");

    // then
    assertThatThrownBy(() -> new ImageExporter(store).exportRaw(image, nowhere, Progress.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(nowhere.toString());
  }

  private List<String> filesLeft() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] vhdOf(byte[] bytes) {
    byte[] vhd = Arrays.copyOf(bytes, bytes.length + VhdFooter.BYTES);
    ByteBuffer.wrap(vhd).put(bytes.length, new VhdFooter(bytes.length, TestDisk.IDENTITY).encode());
    return vhd;
  }
}
