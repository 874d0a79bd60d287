package dev.snapledger.bench.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.geometry.Geometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskModelTest {
  private static final long SIZE = 16L << 20;

  @TempDir private Path folder;
  private final DiskModel model = new DiskModel(new Content(1), SIZE);
  private final Changes changes = new Changes(model, 5, Changes.memory(SIZE));
  private RawDisk raw;

  @BeforeEach
  void write() throws IOException {
    raw = new RawDisk(folder.resolve("disk.raw"));
    raw.write(model);
  }

  @Test
  void knowsItsOwnImage() throws IOException {
    // when
    raw.write(changes.next(1));

    // then
    assertThat(Files.size(raw.file())).isEqualTo(SIZE);
    assertThatCode(() -> model.check(raw.file())).doesNotThrowAnyException();
  }

  @Test
  void missesAChangeThatWasNotWritten() {
    // when
    int block = changes.next(1).blocks().first();

    // then
    assertThatThrownBy(() -> model.check(raw.file()))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("block " + block + " at version 1");
  }

  @Test
  void findsOneWrongByteInAHole() throws IOException {
    // given
    try (FileChannel channel = FileChannel.open(raw.file(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1}), Geometry.startOf(50) + 7);
    }

    // then
    assertThatThrownBy(() -> model.check(raw.file()))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("block 50")
        .hasMessageContaining("byte 7");
  }

  @Test
  void changesOneBlockInAHundredAndNoHoleWhenAskedForData() {
    // given
    DiskModel large = new DiskModel(new Content(1), 64L << 20);
    Changes ofLarge = new Changes(large, 5, Changes.memory(64L << 20));

    // when
    ChangeSet any = ofLarge.next(1);
    ChangeSet ofData = ofLarge.nextOfData(2);

    // then
    assertThat(any.blocks().getCardinality()).isEqualTo(10);
    assertThat(any.bytes().remaining()).isEqualTo(10 * Geometry.BLOCK_BYTES);
    assertThat(ofData.blocks().getCardinality()).isEqualTo(10);
    assertThat(ofData.blocks())
        .allMatch(block -> block / 16 % 4 != 3 || any.blocks().contains(block));
  }

  @Test
  void countsZstdOrRawAndNothingForZeros() {
    // given
    try (ZstdFloor floor = new ZstdFloor()) {
      // when
      floor.add(model);

      // then: half raw, a quarter text of about half its size
      long raw8 = 8L << 20;
      assertThat(floor.zstdBytes()).isBetween(raw8 + (1L << 20), raw8 + (3L << 20));
      assertThat(floor.boundBytes()).isEqualTo(1.01 * floor.zstdBytes() + 8.0 * 3 * model.blocks());
    }
  }
}
