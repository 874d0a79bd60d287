package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.object.MemoryObjects;
import dev.snapledger.blockstore.object.ObjectFilesSettings;
import dev.snapledger.blockstore.object.ObjectNode;
import dev.snapledger.blockstore.object.TakeOver;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store in object storage whose local copies go bad: the object is what counts. */
class BadCopyTest {
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  private static final ImageId IMAGE = new ImageId(new UUID(2, 1));
  private static final int BLOCKS = 8;

  private final MemoryFiles disk = new MemoryFiles();
  private final MemoryObjects.Client objects = new MemoryObjects().client();
  private final LocalBlockStore store =
      LocalBlockStore.open(
          ObjectNode.open(
              objects,
              disk,
              ObjectNode.settings("one", TakeOver.ALWAYS, ObjectFilesSettings.Sizes.PRODUCT)),
          StoreWorld.DIRECTORY);

  BadCopyTest() {
    store.createVolume(VOLUME, (long) BLOCKS * BLOCK_BYTES);
    for (int block = 0; block < BLOCKS; block++) {
      store.write(VOLUME, (long) block * BLOCK_BYTES, random(block));
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static ByteBuffer random(int seed) {
    byte[] bytes = new byte[BLOCK_BYTES];
    new SplittableRandom(seed).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  /** The copy of the segment is the largest file. */
  private void spoilCopies() {
    Path segment =
        disk.files().stream()
            .max((a, b) -> Integer.compare(disk.sizeOf(a), disk.sizeOf(b)))
            .orElseThrow();
    assertThat(disk.sizeOf(segment)).isGreaterThan(BLOCKS * BLOCK_BYTES);
    for (int at = 100; at < disk.sizeOf(segment); at += 16_384) {
      disk.flipBit(segment, at, 3);
    }
  }

  private void assertBlocks() {
    ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
    for (int block = 0; block < BLOCKS; block++) {
      store.read(IMAGE, (long) block * BLOCK_BYTES, found.clear());
      assertThat(found.flip()).as("block %d", block).isEqualTo(random(block));
    }
  }

  @Test
  void readsTheObjectWhenTheCopyIsBad() {
    // given
    store.seal(VOLUME, IMAGE);
    assertBlocks();
    spoilCopies();

    // when / then
    assertBlocks();
  }

  @Test
  void aScrubTakesNoSoundObjectForBroken() {
    // given
    store.seal(VOLUME, IMAGE);
    assertBlocks();
    spoilCopies();

    // when
    ScrubReport report = store.scrub(ScrubRequest.of(ScrubDepth.DEEP), ScrubListener.NONE);

    // then
    assertThat(report.clean()).isTrue();
    assertBlocks();
  }

  @Test
  void whatIsNowhereElseIsReportedAsCorrupt() {
    // given: drained to the segment, and not yet stored
    assertThat(store.allocated(VOLUME, new PageRange(0, BLOCK_BYTES)).hasNext()).isTrue();
    spoilCopies();

    // when / then
    assertThatThrownBy(() -> store.read(VOLUME, 0, ByteBuffer.allocate(BLOCK_BYTES)))
        .isInstanceOf(CorruptDataException.class);
  }
}
