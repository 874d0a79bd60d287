package dev.snapledger.blockstore.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.LocalFileAccess;
import dev.snapledger.blockstore.local.LocalBlockStore;
import dev.snapledger.blockstore.memory.InMemoryBlockStore;
import dev.snapledger.blockstore.vhd.InvalidVhdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What qemu-img, which shares no code with this project, makes of our files, and we of its. */
class QemuImgTest {
  private static final VolumeId VOLUME = new VolumeId(new UUID(2, 2));

  @TempDir Path directory;

  @BeforeAll
  static void needsQemuImg() throws InterruptedException {
    boolean present;
    try {
      present = new ProcessBuilder("qemu-img", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      present = false;
    }
    assumeTrue(present, "qemu-img is not installed (Debian package qemu-utils)");
  }

  /** Sizes whose geometry is smaller than they are, and one of each branch that fits a test. */
  @ParameterizedTest
  @ValueSource(ints = {512, 65_536, 1 << 20, (3 << 20) + 512, (9 << 20) - 512, 36 << 20})
  void readsTheExactSizeAndTheSameBytes(int size) throws Exception {
    // given
    InMemoryBlockStore store = new InMemoryBlockStore();
    TestDisk disk = new TestDisk(store, size, size).change(30);
    ImageId image = disk.seal();
    Path raw = directory.resolve("disk.raw");
    Path vhd = directory.resolve("disk.vhd");

    // when
    ImageExporter exporter = new ImageExporter(store);
    exporter.exportRaw(image, raw, Progress.NONE);
    exporter.exportVhd(image, vhd, TestDisk.IDENTITY, Progress.NONE);

    // then
    String info = qemuImg("info", "-f", "vpc", "--output=json", vhd.toString());
    assertThat(number(info, "virtual-size")).isEqualTo(size);
    assertThat(qemuImg("compare", "-f", "vpc", "-F", "raw", vhd.toString(), raw.toString()))
        .contains("Images are identical.");
  }

  @Test
  void readsALargeSparseDiskAtItsExactSize() throws Exception {
    // given
    long size = 200_000_000_000L / 512 * 512;
    Path vhd = directory.resolve("disk.vhd");
    byte[] data = new byte[65_536];
    Arrays.fill(data, (byte) 7);
    try (BlockStore store =
        LocalBlockStore.open(new LocalFileAccess(), directory.resolve("store"))) {
      store.createVolume(VOLUME, size);
      store.write(VOLUME, 100_000_000_000L / 65_536 * 65_536, ByteBuffer.wrap(data));

      // when
      new ImageExporter(store).exportVhd(VOLUME, vhd, TestDisk.IDENTITY, Progress.NONE);
    }

    // then
    String info = qemuImg("info", "-f", "vpc", "--output=json", vhd.toString());
    assertThat(Files.size(vhd)).isEqualTo(size + 512);
    assertThat(number(info, "virtual-size")).isEqualTo(size);
    assertThat(number(info, "actual-size")).isLessThan(1 << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"force_size=on", "force_size=off"})
  void writesFixedDisksThatAreTaken(String sizing) throws Exception {
    // given
    byte[] bytes = new TestDisk(new InMemoryBlockStore(), 5 << 20, 1).change(30).bytes;
    Path raw = Files.write(directory.resolve("disk.raw"), bytes);
    Path vhd = directory.resolve("disk.vhd");
    convert(raw, vhd, "vpc", "-o", "subformat=fixed," + sizing);
    int size = (int) Files.size(vhd) - 512;
    InMemoryBlockStore store = new InMemoryBlockStore();
    store.createVolume(VOLUME, size);

    // when
    ImportReport report = new ImageImporter(store).importImage(VOLUME, vhd, Progress.NONE);

    // then
    ByteBuffer stored = ByteBuffer.allocate(size);
    store.read(VOLUME, 0, stored);
    assertThat(stored.array()).isEqualTo(Arrays.copyOf(bytes, size));
    assertThat(report.format()).isEqualTo(ImageFormat.FIXED_VHD);
  }

  @Test
  void writesOtherFormatsThatAreRefusedByName() throws Exception {
    // given
    Path raw = Files.write(directory.resolve("disk.raw"), new byte[1 << 20]);
    Path dynamic = directory.resolve("dynamic.vhd");
    Path qcow2 = directory.resolve("disk.qcow2");
    Path vhdx = directory.resolve("disk.vhdx");
    Path vmdk = directory.resolve("disk.vmdk");
    convert(raw, dynamic, "vpc", "-o", "subformat=dynamic");
    convert(raw, qcow2, "qcow2");
    convert(raw, vhdx, "vhdx");
    convert(raw, vmdk, "vmdk");

    // then
    assertThatThrownBy(() -> ImageFile.detect(dynamic))
        .isInstanceOf(InvalidVhdException.class)
        .hasMessageContaining("only fixed disks are accepted, but found 3 (dynamic)");
    assertRefused(qcow2, "a qcow image");
    assertRefused(vhdx, "a VHDX image");
    assertRefused(vmdk, "a VMDK image");
  }

  private static void assertRefused(Path file, String text) {
    assertThatThrownBy(() -> ImageFile.detect(file))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessageContaining(text);
  }

  private static void convert(Path raw, Path to, String format, String... options)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("convert", "-f", "raw", "-O", format));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of(raw.toString(), to.toString()));
    qemuImg(arguments.toArray(String[]::new));
  }

  private static String qemuImg(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("qemu-img"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    return output;
  }

  private static long number(String json, String field) {
    Matcher found = Pattern.compile("\"" + field + "\": ([0-9]+)").matcher(json);
    assertThat(found.find()).as("%s in %s", field, json).isTrue();
    return Long.parseLong(found.group(1));
  }
}
