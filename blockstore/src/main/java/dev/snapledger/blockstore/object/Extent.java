package dev.snapledger.blockstore.object;

/**
 * Where bytes {@code [startByte, endByte)} of a file are; never empty.
 *
 * @param objectStartByte place of the first of them in the object
 */
record Extent(long startByte, long endByte, StoredObject object, long objectStartByte) {
  /** The part of it in a range that it overlaps. */
  Extent within(long rangeStart, long rangeEnd) {
    long start = Math.max(startByte, rangeStart);
    return new Extent(
        start, Math.min(endByte, rangeEnd), object, objectStartByte + start - startByte);
  }
}
