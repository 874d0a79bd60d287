package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.vhd.InvalidVhdException;
import dev.snapledger.blockstore.vhd.VhdFooter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a request writes.
 *
 * @param disk what of it belongs to the disk; null if it is the footer alone
 * @param withFooter whether it ends with the footer
 */
record WriteRange(@Nullable PageRange disk, boolean withFooter) {
  /**
   * Checks a range.
   *
   * @param range null if the request has none
   * @throws PageBlobException if it is missing, open, not aligned or not inside the blob
   */
  static WriteRange of(@Nullable ByteRange range, long diskBytes) {
    if (range == null) {
      throw ErrorCode.MISSING_REQUIRED_HEADER.refusal(
          "expected a range in x-ms-range or Range, but found none");
    }
    long start = range.firstByte();
    boolean aligned =
        range.lastByte() != ByteRange.OPEN
            && start % Geometry.PAGE_BYTES == 0
            && (range.lastByte() + 1) % Geometry.PAGE_BYTES == 0;
    if (!aligned) {
      throw ErrorCode.INVALID_PAGE_RANGE.refusal(
          "expected a range of whole pages of 512 bytes, but found bytes %d to %d",
          start, range.lastByte());
    }
    long end = range.lastByte() + 1;
    if (end > diskBytes + VhdFooter.BYTES) {
      throw ErrorCode.INVALID_PAGE_RANGE.refusal(
          "expected a range inside the blob of %d bytes, but it ends at %d",
          diskBytes + VhdFooter.BYTES, end);
    }
    long diskEnd = Math.min(end, diskBytes);
    return new WriteRange(start < diskEnd ? new PageRange(start, diskEnd) : null, end > diskBytes);
  }

  long lengthBytes() {
    long footerBytes = withFooter ? VhdFooter.BYTES : 0;
    PageRange range = disk;
    return footerBytes + (range == null ? 0 : range.lengthBytes());
  }

  /** Bytes before the footer, of a range that is short enough to be written. */
  int diskLength() {
    PageRange range = disk;
    return range == null ? 0 : Math.toIntExact(range.lengthBytes());
  }

  /**
   * Refuses a footer that is not that of a fixed VHD of this size. What is accepted is not kept:
   * the footer that is read comes from the disk itself.
   *
   * @param bytes begin with the whole range
   */
  void checkFooter(byte[] bytes, long diskBytes) {
    if (!withFooter) {
      return;
    }
    int at = diskLength();
    try {
      VhdFooter.decode(
          Arrays.copyOfRange(bytes, at, at + VhdFooter.BYTES), diskBytes + VhdFooter.BYTES);
    } catch (InvalidVhdException e) {
      throw ErrorCode.INVALID_INPUT.refusal(
          "expected the last page to be the footer of a fixed VHD of this size, but: %s",
          e.getMessage());
    }
  }
}
