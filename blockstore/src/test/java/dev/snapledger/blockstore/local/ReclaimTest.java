package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.Compression;
import dev.snapledger.blockstore.file.MemoryFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes, and when, beside requests in progress. */
class ReclaimTest {
  private static final int SEGMENT_BYTES = 70_000;

  private SegmentStore segments;
  private Reclaim reclaim;
  private long[] locators;

  /** Three segments of one raw block each; the last is the one being written. */
  @BeforeEach
  void fill() throws IOException {
    StoreDirectory directory = new StoreDirectory(new MemoryFiles(), StoreWorld.DIRECTORY);
    segments = SegmentLoader.open(directory, new StoreLimits(SEGMENT_BYTES, 1, 1));
    reclaim = new Reclaim(segments);
    List<EncodedBlock> blocks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      byte[] bytes = new byte[BLOCK_BYTES];
      new java.util.SplittableRandom(i).nextBytes(bytes);
      blocks.add(new BlockCodec(Compression.ZSTD).encode(bytes));
    }
    locators = segments.append(blocks);
  }

  private List<Boolean> held() {
    return Arrays.stream(locators).mapToObj(segments::holds).toList();
  }

  @Test
  void removesWhatNothingRefersToButNotTheSegmentBeingWritten() {
    // given
    segments.release(locators[0]);
    segments.release(locators[2]);

    // when
    reclaim.run();

    // then
    assertThat(held()).containsExactly(false, true, true);
  }

  @Test
  void waitsForRequestsThatBeganBeforeAndForNoOthers() {
    // given
    int before = reclaim.enter();
    segments.release(locators[0]);

    // when
    reclaim.run();
    int after = reclaim.enter();
    reclaim.run();

    // then
    assertThat(held()).as("a request may still read it").containsExactly(true, true, true);
    reclaim.leave(before);
    assertThat(held()).as("at the end of that request").containsExactly(false, true, true);
    reclaim.leave(after);
  }

  @Test
  void keepsWhatAnOlderRequestRefersToAgain() {
    // given
    int before = reclaim.enter();
    segments.release(locators[0]);
    reclaim.run();

    // when
    segments.addReference(locators[0]);
    int newer = reclaim.enter();
    segments.release(locators[0]);
    reclaim.leave(before);

    // then
    assertThat(held()).as("the newer request may have seen it").containsExactly(true, true, true);
    reclaim.leave(newer);
    assertThat(held()).containsExactly(false, true, true);
  }

  @Test
  void keepsTheFileOfARecordReferredToAfterTheOthersWereMoved() throws IOException {
    // given
    Segment segment = Objects.requireNonNull(segments.find(Locator.segment(locators[0])));
    segment.emptying = true;

    // when
    segments.addReference(locators[0]);

    // then
    assertThat(segments.removal().dropRecords(segment)).isFalse();
    assertThat(held()).containsExactly(true, true, true);
  }

  @Test
  void removesNothingOnceSomethingIsUnreadable() {
    // given
    int before = reclaim.enter();
    segments.release(locators[0]);
    reclaim.run();

    // when
    segments.pauseReclaim();
    reclaim.leave(before);

    // then
    assertThat(held()).containsExactly(true, true, true);
  }
}
