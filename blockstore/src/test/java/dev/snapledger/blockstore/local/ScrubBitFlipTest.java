package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.UnsupportedFormatException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One wrong bit anywhere in a small store is reported by a scrub, or changes no answer. */
class ScrubBitFlipTest {
  private static final int SIZE = 3 * BLOCK_BYTES;
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  private static final ImageId FIRST = new ImageId(new UUID(2, 1));
  private static final ImageId SECOND = new ImageId(new UUID(2, 2));

  private static MemoryFiles build() {
    MemoryFiles files = new MemoryFiles();
    byte[] text =
        "some text, again and again. "
            .repeat(3000)
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    try (LocalBlockStore store = LocalBlockStore.open(files, StoreWorld.DIRECTORY)) {
      store.createVolume(VOLUME, SIZE);
      store.write(VOLUME, 0, ByteBuffer.wrap(text, 0, BLOCK_BYTES));
      store.write(VOLUME, BLOCK_BYTES, ByteBuffer.wrap(text, 7, 4096));
      store.seal(VOLUME, FIRST);
      store.write(VOLUME, 0, ByteBuffer.wrap(text, 3, 1024));
      store.seal(VOLUME, SECOND);
      store.write(VOLUME, 2L * BLOCK_BYTES, ByteBuffer.wrap(text, 9, 2048));
      store.flush(VOLUME);
    }
    return files;
  }

  private static List<Object> answers(LocalBlockStore store) {
    List<Object> answers = new ArrayList<>();
    for (ImageId image : List.of(FIRST, SECOND)) {
      ByteBuffer bytes = ByteBuffer.allocate(SIZE);
      store.read(image, 0, bytes);
      answers.add(Arrays.hashCode(bytes.array()));
      answers.add(store.digest(image, 0));
      answers.add(store.digest(image, 1));
      answers.add(store.blockMapOf(image).toList());
      answers.add(store.deltaOf(image).toList());
      answers.add(String.valueOf(store.findImage(image)));
    }
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    store.read(VOLUME, 0, bytes);
    answers.add(Arrays.hashCode(bytes.array()));
    answers.add(store.diff(FIRST, SECOND, DiffPrecision.CONTENT).toList());
    return answers;
  }

  @Test
  void reportsEveryFlippedBitOrItDoesNoHarm() throws IOException {
    // given
    MemoryFiles original = build();
    List<Object> expected;
    try (LocalBlockStore store = LocalBlockStore.open(original.copy(), StoreWorld.DIRECTORY)) {
      expected = answers(store);
    }

    // when
    Set<String> harmless = new TreeSet<>();
    Set<String> unused = new TreeSet<>();
    for (Path file : original.files()) {
      for (int at = 0; at < original.sizeOf(file); at++) {
        MemoryFiles files = original.copy();
        files.flipBit(file, at, at % 8);
        if (!isReported(files, expected)) {
          harmless.add(file + " " + at);
        }
      }
      if (file.toString().endsWith(".seg")) {
        unused(original, file).stream().forEach(at -> unused.add(file + " " + at));
      }
    }
    Set<String> elsewhere = new TreeSet<>(harmless);
    elsewhere.removeIf(flip -> flip.contains(".seg "));
    harmless.removeAll(elsewhere);
    Set<String> hints = new TreeSet<>(elsewhere);
    hints.removeIf(flip -> !flip.contains(".hints "));
    elsewhere.removeAll(hints);

    // then
    assertThat(harmless)
        .as("what no record of a segment uses, all of which are referred to")
        .isEqualTo(unused);
    assertThat(hints).as("bytes of hints, none of which is data").hasSize(hintBytes(original));
    assertThat(elsewhere)
        .as("what fills up deltas, and the journal's last acknowledgement")
        .isNotEmpty()
        .allMatch(flip -> flip.contains(".delta ") || flip.contains("/head-"))
        .hasSizeLessThan(2 * 16 + 64);
  }

  private static int hintBytes(MemoryFiles files) {
    return files.files().stream()
        .filter(file -> file.toString().endsWith(".hints"))
        .mapToInt(files::sizeOf)
        .sum();
  }

  /** Bytes of a segment outside its records: its header, and what fills them up to 64. */
  private static BitSet unused(MemoryFiles files, Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(files.sizeOf(file));
    try (StoreFile open = files.openReadOnly(file)) {
      open.read(0, bytes);
    }
    BitSet unused = new BitSet();
    unused.set(0, bytes.capacity());
    for (int at = SegmentStore.FILE_HEADER_BYTES; at < bytes.capacity(); ) {
      int stored = RecordHeader.storedBytes(bytes, at);
      unused.clear(at, at + RecordHeader.BYTES + stored);
      at += Locator.recordBytes(stored);
    }
    return unused;
  }

  /** Whether a deep scrub reports damage; if not, all answers must be right. */
  private static boolean isReported(MemoryFiles files, List<Object> expected) {
    try (LocalBlockStore store = LocalBlockStore.open(files, StoreWorld.DIRECTORY)) {
      boolean deep = isClean(store, ScrubDepth.DEEP);
      assertThat(isClean(store, ScrubDepth.SHALLOW)).isEqualTo(deep);
      if (deep) {
        assertThat(answers(store)).isEqualTo(expected);
      }
      return !deep;
    } catch (UnsupportedFormatException _) {
      return true;
    }
  }

  private static boolean isClean(LocalBlockStore store, ScrubDepth depth) {
    return store.scrub(ScrubRequest.of(depth).reportOnly(), ScrubListener.NONE).clean();
  }
}
