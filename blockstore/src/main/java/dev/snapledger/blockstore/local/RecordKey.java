package dev.snapledger.blockstore.local;

import java.util.Comparator;

/**
 * What a reference says of a record: where it is and which block. Two references to one place may
 * contradict each other, and then only one of them is broken.
 */
record RecordKey(long locator, int crc32c) implements Comparable<RecordKey> {
  private static final Comparator<RecordKey> ORDER =
      Comparator.comparing(RecordKey::locator, Long::compareUnsigned)
          .thenComparingInt(RecordKey::crc32c);

  static RecordKey of(BlockVersion version) {
    return new RecordKey(version.locator(), version.crc32c());
  }

  /** By segment, then position. */
  @Override
  public int compareTo(RecordKey other) {
    return ORDER.compare(this, other);
  }
}
