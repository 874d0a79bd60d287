package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.UnsupportedFormatException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.geometry.PageRange;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** One wrong bit anywhere in a small store is an error that names it, or changes no answer. */
class BitFlipTest {
  private static final Path DIRECTORY = Path.of("data", "regions", "local");
  private static final int SIZE = 3 * 65_536;
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  private static final ImageId FIRST = new ImageId(new UUID(2, 1));
  private static final ImageId SECOND = new ImageId(new UUID(2, 2));

  /** Answers of the store, each null where it was refused as corrupt. */
  private final List<Supplier<Object>> questions = new ArrayList<>();

  private BlockStore store = build(new MemoryFiles());

  private static BlockStore build(MemoryFiles files) {
    SplittableRandom chance = new SplittableRandom(5);
    BlockStore store = LocalBlockStore.open(files, DIRECTORY);
    store.createVolume(VOLUME, SIZE);
    byte[] bytes = new byte[8192];
    chance.nextBytes(bytes);
    store.write(VOLUME, 4096, ByteBuffer.wrap(bytes));
    store.write(
        VOLUME,
        65_536,
        ByteBuffer.wrap("text ".repeat(1024).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    store.seal(VOLUME, FIRST);
    store.write(VOLUME, 4096, ByteBuffer.wrap(bytes, 0, 512));
    store.clear(VOLUME, new PageRange(65_536, 2 * 65_536));
    store.seal(VOLUME, SECOND);
    store.write(VOLUME, 131_072, ByteBuffer.wrap(bytes, 0, 1024));
    store.flush(VOLUME);
    store.write(VOLUME, 65_536, ByteBuffer.wrap(bytes, 0, 512));
    store.flush(VOLUME);
    return store;
  }

  @Test
  void detectsOrSurvivesEveryFlippedBit() {
    // given
    questions.add(() -> image(FIRST));
    questions.add(() -> image(SECOND));
    questions.add(
        () -> {
          ByteBuffer found = ByteBuffer.allocate(SIZE);
          store.read(VOLUME, 0, found);
          return Arrays.hashCode(found.array());
        });
    questions.add(() -> store.diff(FIRST, SECOND, DiffPrecision.TRACKED).toList());
    questions.add(() -> store.deltaOf(SECOND).toList());
    questions.add(() -> store.blockMapOf(SECOND).toList());
    questions.add(() -> store.digest(FIRST, 0));
    questions.add(() -> String.valueOf(store.findImage(FIRST)));
    List<Object> expected = questions.stream().map(Supplier::get).toList();
    MemoryFiles original = new MemoryFiles();
    build(original).close();

    // when, then
    int detected = 0;
    for (Path file : original.files()) {
      for (int at = 0; at < original.sizeOf(file); at += step(file, at)) {
        detected += flip(original.copy(), file, at, expected);
      }
    }
    assertThat(detected).isGreaterThan(500);
  }

  /** Every byte of small files; of data segments a spread, as records are alike inside. */
  private static int step(Path file, int at) {
    return file.toString().endsWith(".seg") && at > 256 ? 29 : 1;
  }

  private Object image(ImageId id) {
    ByteBuffer found = ByteBuffer.allocate(SIZE);
    store.read(id, 0, found);
    return Arrays.hashCode(found.array());
  }

  /** Returns 1 if the flip was detected, 0 if every answer was right. */
  private int flip(MemoryFiles files, Path file, int at, List<Object> expected) {
    files.flipBit(file, at, at % 8);
    try {
      store = LocalBlockStore.open(files, DIRECTORY);
    } catch (UnsupportedFormatException _) {
      return 1;
    }
    int detected = 0;
    for (int i = 0; i < questions.size(); i++) {
      try {
        assertThat(questions.get(i).get())
            .as("answer %d after a flip in %s at %d", i, file, at)
            .isEqualTo(expected.get(i));
      } catch (BlockStoreException e) {
        assertThat(e)
            .as("answer %d after a flip in %s at %d", i, file, at)
            .isInstanceOf(CorruptDataException.class);
        detected = 1;
      }
    }
    return detected;
  }
}
