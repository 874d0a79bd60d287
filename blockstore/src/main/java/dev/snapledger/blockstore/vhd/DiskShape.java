package dev.snapledger.blockstore.vhd;

import dev.snapledger.blockstore.geometry.Geometry;

/**
 * Cylinders, heads and sectors per track that a VHD footer gives for a size.
 *
 * <p>Their product is at most the size, mostly a little less, and stops growing at 65,535 × 16 ×
 * 255 sectors; so it never tells the size. Source: Virtual Hard Disk Image Format Specification
 * 1.0, appendix "CHS Calculation"; see docs/internals/vhd.md#geometry.
 *
 * @param cylinders 0 to 65,535
 * @param heads 4 to 16
 * @param sectorsPerTrack 17, 31, 63 or 255
 */
record DiskShape(int cylinders, int heads, int sectorsPerTrack) {
  private static final int CYLINDERS_MAX = 65_535;
  private static final int HEADS_MAX = 16;
  private static final int HEADS_MIN = 4;
  private static final int SECTORS_PER_TRACK_MAX = 255;

  /** Cylinders that the BIOS interface could address; more heads are taken before exceeding it. */
  private static final int BIOS_CYLINDERS = 1024;

  private static final long SECTORS_MAX = (long) CYLINDERS_MAX * HEADS_MAX * SECTORS_PER_TRACK_MAX;

  static DiskShape ofSize(long sizeBytes) {
    long sectors = Math.min(sizeBytes / Geometry.PAGE_BYTES, SECTORS_MAX);
    if (sectors >= (long) CYLINDERS_MAX * HEADS_MAX * 63) {
      return of(sectors, HEADS_MAX, SECTORS_PER_TRACK_MAX);
    }
    long tracks = sectors / 17;
    int heads = (int) Math.max(HEADS_MIN, (tracks + BIOS_CYLINDERS - 1) / BIOS_CYLINDERS);
    if (heads <= HEADS_MAX && tracks < (long) heads * BIOS_CYLINDERS) {
      return of(sectors, heads, 17);
    }
    return sectors / 31 < (long) HEADS_MAX * BIOS_CYLINDERS
        ? of(sectors, HEADS_MAX, 31)
        : of(sectors, HEADS_MAX, 63);
  }

  private static DiskShape of(long sectors, int heads, int sectorsPerTrack) {
    return new DiskShape((int) (sectors / sectorsPerTrack / heads), heads, sectorsPerTrack);
  }

  /** The field of the footer: cylinders in 16 bits, heads in 8, sectors in 8. */
  int packed() {
    return cylinders << 16 | heads << 8 | sectorsPerTrack;
  }
}
