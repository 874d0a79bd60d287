package dev.snapledger.blockstore.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private static final int PAGES = 40_000;
  private static final int GAP_PAGES = (16 << 10) / 512;

  @Property(tries = 300)
  void coversAllDataAndNoLargeGapAndNoBlockTwice(@ForAll long seed) {
    // given
    SplittableRandom chance = new SplittableRandom(seed);
    List<PageRange> ranges = new ArrayList<>();
    BitSet data = new BitSet();
    for (int at = chance.nextInt(3000); at < PAGES; ) {
      int end = at + 1 + chance.nextInt(1 << chance.nextInt(15));
      ranges.add(new PageRange(at * 512L, end * 512L));
      data.set(at, end);
      at = end + 1 + chance.nextInt(1 << chance.nextInt(12));
    }

    // when
    BitSet written = new BitSet();
    long lastBlock = -1;
    for (Pieces pieces = new Pieces(ranges.iterator()); pieces.hasNext(); ) {
      Piece piece = pieces.next();
      assertThat(piece.span().lengthBytes()).isLessThanOrEqualTo(Piece.BYTES_MAX);
      assertThat(piece.span().startByte() / Geometry.BLOCK_BYTES).isGreaterThan(lastBlock);
      lastBlock = (piece.span().endByte() - 1) / Geometry.BLOCK_BYTES;
      assertThat(piece.runs().getFirst().startByte()).isEqualTo(piece.span().startByte());
      assertThat(piece.runs().getLast().endByte()).isEqualTo(piece.span().endByte());
      piece.runs().forEach(run -> written.set(page(run.startByte()), page(run.endByte())));
    }

    // then
    BitSet expected = (BitSet) data.clone();
    for (int gap = data.nextClearBit(data.nextSetBit(0)); gap < data.length(); ) {
      int end = data.nextSetBit(gap);
      if (end - gap < GAP_PAGES && samePiece(gap, end)) {
        expected.set(gap, end);
      }
      gap = data.nextClearBit(end);
    }
    assertThat(written).isEqualTo(expected);
  }

  /** A piece never goes on after a multiple of 4 MiB, which is what separates small gaps. */
  private static boolean samePiece(int gapPage, int endPage) {
    return (gapPage - 1) * 512L / Piece.BYTES_MAX == endPage * 512L / Piece.BYTES_MAX;
  }

  @Test
  void isEmptyWithoutData() {
    assertThat(new Pieces(List.<PageRange>of().iterator()).hasNext()).isFalse();
  }

  private static int page(long position) {
    return (int) (position / 512);
  }
}
