package dev.snapledger.blockstore.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ByteRangesTest {
  private static final int BYTES = 64;

  @Property(tries = 300)
  void areASetOfBytes(@ForAll long seed) {
    // given
    var chance = new SplittableRandom(seed);
    var ranges = new ByteRanges();
    var model = new BitSet();

    for (int step = 0; step < 40; step++) {
      // when
      int start = chance.nextInt(BYTES);
      int end = start + chance.nextInt(BYTES - start + 1);
      if (chance.nextBoolean()) {
        ranges.add(start, end);
        model.set(start, end);
      } else {
        ranges.remove(start, end);
        model.clear(start, end);
      }

      // then
      assertThat(bits(ranges.all())).isEqualTo(model);
      assertThat(ranges.totalBytes()).isEqualTo(model.cardinality());
      var missing = new BitSet();
      missing.set(start, end);
      missing.andNot(model);
      assertThat(bits(ranges.missing(start, end))).isEqualTo(missing);
      assertThat(ranges.covers(start, end)).isEqualTo(missing.isEmpty());
    }
  }

  private static BitSet bits(List<ByteRanges.Range> ranges) {
    var bits = new BitSet();
    for (ByteRanges.Range range : ranges) {
      assertThat(range.length()).isPositive();
      assertThat(bits.get(Math.max(0, (int) range.startByte() - 1))).as("touching").isFalse();
      bits.set((int) range.startByte(), (int) range.endByte());
    }
    return bits;
  }
}
