package dev.snapledger.blockstore.geometry;

/**
 * A run of whole pages, half-open: {@code [startByte, endByte)}.
 *
 * <p>Both ends are multiples of 512; a range is never empty and never negative.
 */
public record PageRange(long startByte, long endByte) {
  /**
   * Checks both ends.
   *
   * @throws InvalidRangeException if an end is not a multiple of 512, or the range is empty
   */
  public PageRange {
    if (startByte < 0 || startByte % Geometry.PAGE_BYTES != 0) {
      throw new InvalidRangeException(
          "expected a start that is a multiple of 512, but found " + startByte);
    }
    if (endByte % Geometry.PAGE_BYTES != 0) {
      throw new InvalidRangeException(
          "expected an end that is a multiple of 512, but found " + endByte);
    }
    if (endByte <= startByte) {
      throw new InvalidRangeException(
          "expected an end after the start " + startByte + ", but found " + endByte);
    }
  }

  /**
   * The range of that many bytes from a position.
   *
   * @throws InvalidRangeException if it would not be one, or end after the last position there is
   */
  public static PageRange ofLength(long startByte, long lengthBytes) {
    if (lengthBytes > Long.MAX_VALUE - Math.max(0, startByte)) {
      throw new InvalidRangeException(
          "expected at most "
              + (Long.MAX_VALUE - startByte)
              + " bytes from "
              + startByte
              + ", but found "
              + lengthBytes);
    }
    return new PageRange(startByte, startByte + lengthBytes);
  }

  public long lengthBytes() {
    return endByte - startByte;
  }

  /**
   * Returns this range if it lies inside a disk of that size.
   *
   * @throws InvalidRangeException if it ends after the disk
   */
  public PageRange checkInside(long sizeBytes) {
    if (endByte > sizeBytes) {
      throw new InvalidRangeException(
          "expected a range inside the disk of "
              + sizeBytes
              + " bytes, but found ["
              + startByte
              + ", "
              + endByte
              + ")");
    }
    return this;
  }
}
