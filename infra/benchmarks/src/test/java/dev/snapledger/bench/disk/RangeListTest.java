package dev.snapledger.bench.disk;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class RangeListTest {
  private static final long BLOCK = 65_536;

  private final RoaringBitmap changed = RoaringBitmap.bitmapOf(3, 4, 9);

  @Test
  void acceptsExactlyTheChangedBlocks() {
    // given
    RangeList ranges = ranges(3 * BLOCK, 5 * BLOCK, 9 * BLOCK, 10 * BLOCK);

    // then
    assertThatCode(() -> ranges.checkExactly(changed, "a diff")).doesNotThrowAnyException();
    assertThatCode(() -> ranges.checkCovers(changed, "a diff")).doesNotThrowAnyException();
  }

  @Test
  void refusesAMissingAndASuperfluousBlock() {
    // given
    RangeList missing = ranges(3 * BLOCK, 5 * BLOCK);
    RangeList more = ranges(3 * BLOCK, 6 * BLOCK, 9 * BLOCK, 10 * BLOCK);
    RangeList twice = ranges(3 * BLOCK, 5 * BLOCK, 4 * BLOCK, 5 * BLOCK);

    // then
    assertThatThrownBy(() -> missing.checkExactly(changed, "a diff"))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("a diff");
    assertThatThrownBy(() -> more.checkExactly(changed, "a diff"))
        .isInstanceOf(MismatchException.class);
    assertThatThrownBy(() -> twice.checkExactly(changed, "a diff"))
        .isInstanceOf(MismatchException.class);
  }

  @Test
  void letsToolsNameMoreInAnyOrderButNothingLess() {
    // given
    RangeList more = ranges(9 * BLOCK, 12 * BLOCK, 3 * BLOCK, 4 * BLOCK, 4 * BLOCK, 5 * BLOCK);
    RangeList less = ranges(9 * BLOCK, 12 * BLOCK, 3 * BLOCK, 5 * BLOCK - 4096);

    // then
    assertThatCode(() -> more.checkCovers(changed, "a tool")).doesNotThrowAnyException();
    assertThatThrownBy(() -> less.checkCovers(changed, "a tool"))
        .isInstanceOf(MismatchException.class);
  }

  private static RangeList ranges(long... bounds) {
    RangeList ranges = new RangeList();
    for (int i = 0; i < bounds.length; i += 2) {
      ranges.add(bounds[i], bounds[i + 1]);
    }
    return ranges;
  }
}
