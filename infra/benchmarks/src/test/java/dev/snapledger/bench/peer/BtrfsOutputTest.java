package dev.snapledger.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.bench.disk.RangeList;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class BtrfsOutputTest {
  private static final String FOUND =
      """
      inode 257 file offset 196608 len 131072 disk start 1 offset 0 gen 8 flags NONE disk.raw
      inode 257 file offset 1966080 len 65536 disk start 2 offset 0 gen 8 flags NONE disk.raw
      transid marker was 8
      """;

  /** What {@code btrfs send --no-data} of btrfs-progs 6.2 gave for blocks 3, 4 and 30. */
  private static final String SENT =
      "62747266732d73747265616d0001000000460000000200288694e40f00020073"
          + "3101001000e1e71237d47f7e43898063d125df80010200080008000000000000"
          + "0014001000599b1f924fa54e4488ecacb3d0a73e281500080007000000000000"
          + "001d000000160045264dd50f0001006412000800000003000000000004000800"
          + "00000200000000001d0000001600f0d4e45e0f000100641200080000001e0000"
          + "000000040008000000010000000000350000001400ac48ca670f000100640b00"
          + "0c00843b086b00000000d0b244220a000c00843b086b00000000d04215260900"
          + "0c00843b086b00000000d0421526000000001500506cc99d";

  @Test
  void readsExtentsAndGeneration() {
    // when
    RangeList extents = BtrfsOutput.extents(FOUND);

    // then
    assertThat(extents.size()).isEqualTo(2);
    assertThatCode(() -> extents.checkExactly(RoaringBitmap.bitmapOf(3, 4, 30), "find-new"))
        .doesNotThrowAnyException();
    assertThat(BtrfsOutput.generation(FOUND)).isEqualTo(8);
  }

  @Test
  void readsUsage() {
    // given
    String printed =
        """
        Overall:
            Device size:		         419430400
            Used:			           4784128
            Free (estimated):		         331153408	(min: 192741376)

        Data,single: Size:58720256, Used:4390912 (7.48%)
        """;

    // then
    assertThat(BtrfsOutput.used(printed)).isEqualTo(4_784_128);
    assertThatThrownBy(() -> BtrfsOutput.used("Overall:"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsExtentsOfASentStream() {
    // when
    RangeList extents = BtrfsOutput.sentExtents(HexFormat.of().parseHex(SENT));

    // then
    assertThatCode(() -> extents.checkExactly(RoaringBitmap.bitmapOf(3, 4, 30), "send"))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesWhatIsNoStream() {
    assertThatThrownBy(() -> BtrfsOutput.sentExtents(new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BtrfsOutput.sentExtents(new byte[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
