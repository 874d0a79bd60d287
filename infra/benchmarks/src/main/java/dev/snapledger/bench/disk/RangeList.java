package dev.snapledger.bench.disk;

import dev.snapledger.blockstore.geometry.Geometry;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/** Byte ranges that a diff named, kept in little memory, and held against the truth. */
public final class RangeList {
  private long[] bounds = new long[64];
  private int length;

  /** Adds a range, half-open. */
  public void add(long startByte, long endByte) {
    if (length == bounds.length) {
      bounds = Arrays.copyOf(bounds, length * 2);
    }
    bounds[length++] = startByte;
    bounds[length++] = endByte;
  }

  /** Number of ranges. */
  public int size() {
    return length / 2;
  }

  /**
   * Whether the ranges are exactly these blocks, ascending and apart.
   *
   * @throws MismatchException if not
   */
  public void checkExactly(RoaringBitmap blocks, Object where) {
    long bytes = 0;
    long end = 0;
    for (int i = 0; i < length; i += 2) {
      check(bounds[i] >= end, blocks, where);
      end = bounds[i + 1];
      bytes += end - bounds[i];
      check(
          blocks.contains(
              bounds[i] / Geometry.BLOCK_BYTES, Math.ceilDiv(end, (long) Geometry.BLOCK_BYTES)),
          blocks,
          where);
    }
    check(bytes == blocks.getLongCardinality() * Geometry.BLOCK_BYTES, blocks, where);
  }

  /**
   * Whether the ranges, in any order, have all bytes of these blocks; for tools that may name more.
   *
   * @throws MismatchException if not
   */
  public void checkCovers(RoaringBitmap blocks, Object where) {
    RoaringBitmap parts = new RoaringBitmap();
    for (int i = 0; i < length; i += 2) {
      parts.add(
          Math.ceilDiv(bounds[i], (long) Geometry.PART_BYTES), bounds[i + 1] / Geometry.PART_BYTES);
    }
    for (int block : blocks) {
      long first = (long) block * Geometry.PARTS_PER_BLOCK;
      check(parts.contains(first, first + Geometry.PARTS_PER_BLOCK), blocks, where);
    }
  }

  private void check(boolean holds, RoaringBitmap blocks, Object where) {
    if (!holds) {
      throw new MismatchException(
          "expected %d changed blocks from %s, but found other ranges: %d"
              .formatted(blocks.getCardinality(), where, size()));
    }
  }
}
