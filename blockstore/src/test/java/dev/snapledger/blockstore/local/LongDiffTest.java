package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.api.DiffRange.Kind;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Diffs of a disk of many windows, which are read ahead on other threads. */
class LongDiffTest {
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  private static final int WINDOWS = 10;
  private static final int BLOCKS = WINDOWS * WindowWalk.WINDOW_BLOCKS;
  private static final int IMAGES = 6;
  private static final int CHANGES = 120;

  private final LocalBlockStore store =
      LocalBlockStore.open(
          new MemoryFiles(), StoreWorld.DIRECTORY, StoreLimits.PRODUCT.withAheadEntries(1));

  /** By image: the byte that a block is full of; a block that is zero is not there. */
  private final List<Map<Integer, Integer>> models = new ArrayList<>();

  LongDiffTest() {
    store.createVolume(VOLUME, (long) BLOCKS * BLOCK_BYTES);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static ImageId image(int number) {
    return new ImageId(new UUID(2, number));
  }

  private void fill(long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    Map<Integer, Integer> model = new TreeMap<>();
    for (int image = 0; image < IMAGES; image++) {
      for (int i = 0; i < CHANGES; i++) {
        // A few blocks in each window, so that most are changed again.
        int block = chance.nextInt(WINDOWS) * WindowWalk.WINDOW_BLOCKS + chance.nextInt(40);
        change(model, block, chance.nextInt(4) == 0 ? 0 : 1 + image);
      }
      store.seal(VOLUME, image(image));
      models.add(new TreeMap<>(model));
    }
  }

  private void change(Map<Integer, Integer> model, int block, int value) {
    long start = Geometry.startOf(block);
    if (value == 0) {
      store.clear(VOLUME, new PageRange(start, start + BLOCK_BYTES));
      model.remove(block);
    } else {
      byte[] bytes = new byte[BLOCK_BYTES];
      Arrays.fill(bytes, (byte) value);
      store.write(VOLUME, start, ByteBuffer.wrap(bytes));
      model.put(block, value);
    }
  }

  private Map<Integer, Kind> expected(int from, int to) {
    Map<Integer, Integer> before = models.get(from);
    Map<Integer, Integer> after = models.get(to);
    TreeSet<Integer> blocks = new TreeSet<>(before.keySet());
    blocks.addAll(after.keySet());
    Map<Integer, Kind> changed = new TreeMap<>();
    for (int block : blocks) {
      if (before.getOrDefault(block, 0) != (int) after.getOrDefault(block, 0)) {
        changed.put(block, after.containsKey(block) ? Kind.DATA : Kind.CLEARED);
      }
    }
    return changed;
  }

  private static Map<Integer, Kind> changed(Cursor<DiffRange> diff) {
    Map<Integer, Kind> changed = new TreeMap<>();
    while (diff.hasNext()) {
      DiffRange range = diff.next();
      assertThat(range.range().lengthBytes() % BLOCK_BYTES).isZero();
      int end = Geometry.blockOf(range.range().endByte() - 1);
      for (int block = Geometry.blockOf(range.range().startByte()); block <= end; block++) {
        assertThat(changed.put(block, range.kind())).isNull();
      }
    }
    return changed;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void namesExactlyWhatDiffersBetweenAnyTwo(long seed) {
    // given
    fill(seed);

    // when / then
    for (int from = 0; from < IMAGES; from++) {
      for (int to = 0; to < IMAGES; to++) {
        assertThat(changed(store.diff(image(from), image(to), DiffPrecision.TRACKED)))
            .as("from %d to %d", from, to)
            .isEqualTo(expected(from, to));
      }
    }
  }

  @Test
  void manyAtATimeGiveTheSame() {
    // given
    fill(4);
    Map<Integer, Kind> expected = expected(1, 5);

    // when
    List<Map<Integer, Kind>> answers =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(_ -> changed(store.diff(image(1), image(5), DiffPrecision.TRACKED)))
            .toList();

    // then
    assertThat(answers).allMatch(expected::equals);
  }

  @Test
  void endsWhenAnImageIsDeletedMeanwhile() {
    // given
    fill(5);
    Cursor<DiffRange> diff = store.diff(image(1), image(4), DiffPrecision.TRACKED);
    diff.next();

    // when
    store.deleteImage(image(1));

    // then
    assertThatThrownBy(() -> changed(diff)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aCursorThatNobodyReadsOnHoldsNothingUp() {
    // given
    fill(6);
    Cursor<DiffRange> diff = store.diff(image(0), image(5), DiffPrecision.TRACKED);
    diff.next();

    // when
    store.close();

    // then
    assertThatThrownBy(() -> changed(diff)).isInstanceOf(StoreFaultException.class);
  }
}
