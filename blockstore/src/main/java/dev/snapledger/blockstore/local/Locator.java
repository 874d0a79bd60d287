package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

/**
 * Where one stored block version is, in a long: {@code segment:26 | unit:22 | storedBytes-1:16}.
 *
 * <p>A unit is 64 bytes, so that 22 bits reach every record of a 256 MiB segment; segment numbers
 * start at 1, so that 0 can stand for "all zero, nothing stored". A stored length of 65,536 means
 * raw, anything shorter zstd. Source: docs/internals/segment-format.md#locator.
 */
final class Locator {
  static final long NONE = 0;
  static final int UNIT_BYTES = 64;
  static final int SEGMENT_NUMBER_MAX = (1 << 26) - 1;

  private Locator() {}

  static long of(int segment, long position, int storedBytes) {
    return ((long) segment << 38) | ((position / UNIT_BYTES) << 16) | (storedBytes - 1);
  }

  static int segment(long locator) {
    return (int) (locator >>> 38);
  }

  /** Byte position of the record's header in its segment. */
  static long position(long locator) {
    return ((locator >>> 16) & 0x3F_FFFF) * UNIT_BYTES;
  }

  /** Length of the payload after the header, 1 to 65,536. */
  static int storedBytes(long locator) {
    return (int) (locator & 0xFFFF) + 1;
  }

  static boolean raw(long locator) {
    return storedBytes(locator) == BLOCK_BYTES;
  }

  /** Bytes of the segment the record takes, header and padding included. */
  static int recordBytes(long locator) {
    return recordBytes(storedBytes(locator));
  }

  static int recordBytes(int storedBytes) {
    return UNIT_BYTES + (storedBytes + UNIT_BYTES - 1) / UNIT_BYTES * UNIT_BYTES;
  }

  /** Of two, that of the record which was appended later, as far as one store is concerned. */
  static long later(long one, long other) {
    return isAfter(one, other) ? one : other;
  }

  /** Whether a record was appended after another: segments and positions only ever ascend. */
  static boolean isAfter(long locator, long other) {
    return Long.compareUnsigned(locator, other) > 0;
  }

  static String describe(long locator) {
    return "segment " + segment(locator) + " at " + position(locator);
  }
}
