package dev.snapledger.blockstore.vhd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.geometry.Geometry;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskShapeTest {
  private static final long SECTORS_MAX = 65_535L * 16 * 255;

  /** Each step of the specification's calculation, and both sides of where it changes. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 4, 17",
    "6144, 90, 4, 17",
    "69631, 1023, 4, 17",
    "69632, 140, 16, 31",
    "69649, 819, 5, 17",
    "278527, 1023, 16, 17",
    "278528, 561, 16, 31",
    "507903, 1023, 16, 31",
    "507904, 503, 16, 63",
    "2097152, 2080, 16, 63",
    "66059279, 65534, 16, 63",
    "66059280, 16191, 16, 255",
    "267382799, 65534, 16, 255",
    "267382800, 65535, 16, 255",
    "68719476736, 65535, 16, 255",
  })
  void followsTheSpecification(long sectors, int cylinders, int heads, int sectorsPerTrack) {
    assertThat(DiskShape.ofSize(sectors * 512))
        .isEqualTo(new DiskShape(cylinders, heads, sectorsPerTrack));
  }

  @Property
  void neverClaimsMoreThanTheDiskHas(
      @ForAll @LongRange(min = 1, max = Geometry.DISK_BYTES_MAX / 512) long sectors) {
    // when
    DiskShape shape = DiskShape.ofSize(sectors * 512);

    // then
    long claimed = (long) shape.cylinders() * shape.heads() * shape.sectorsPerTrack();
    long track = (long) shape.heads() * shape.sectorsPerTrack();
    assertThat(claimed).isLessThanOrEqualTo(sectors);
    assertThat(claimed).isGreaterThan(Math.min(sectors, SECTORS_MAX) - 2 * track);
  }

  @Test
  void packsCylindersHeadsAndSectors() {
    assertThat(new DiskShape(0x1234, 0x10, 0x3F).packed()).isEqualTo(0x1234103F);
    assertThat(new DiskShape(65_535, 16, 255).packed()).isEqualTo(0xFFFF10FF);
  }
}
