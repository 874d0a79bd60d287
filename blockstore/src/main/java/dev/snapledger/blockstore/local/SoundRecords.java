package dev.snapledger.blockstore.local;

import java.util.Arrays;

/**
 * The sound records of a few neighbouring segments: 10 bytes each, in ascending order.
 *
 * <p>One group of segments is walked, then all references are compared with it, then the next: so
 * memory depends neither on the disks nor on the number of references, and references need not be
 * sorted. A group ends with the segment that brings it to {@link #GROUP_RECORDS_MAX}; a segment has
 * at most two million records, of 128 bytes, so a group takes 25 MiB at most.
 */
final class SoundRecords {
  static final int GROUP_RECORDS_MAX = 1 << 18;

  private final int groupRecordsMax;
  private int[] units = new int[1024];
  private int[] crcs = new int[1024];
  private char[] lengths = new char[1024];
  private int count;
  private int[] numbers = new int[16];
  private int[] firsts = new int[16];
  private long[] ends = new long[16];
  private int segments;
  private int fromNumber;
  private int toNumber;

  /** What is known of the record that a reference points at. */
  enum Standing {
    SOUND,

    /** It is broken, missing, or was not recognised; to be looked at by itself. */
    UNKNOWN,

    /** It is of another group, or newer than the walk. */
    OUTSIDE
  }

  SoundRecords(int groupRecordsMax) {
    this.groupRecordsMax = groupRecordsMax;
  }

  /** Forgets all; the group begins with that segment number, whether it exists or not. */
  void startGroup(int number) {
    count = 0;
    segments = 0;
    fromNumber = number;
    toNumber = number;
  }

  /** The next segment; numbers grow. */
  void startSegment(int number) {
    if (segments == numbers.length) {
      numbers = Arrays.copyOf(numbers, segments * 2);
      firsts = Arrays.copyOf(firsts, segments * 2);
      ends = Arrays.copyOf(ends, segments * 2);
    }
    numbers[segments] = number;
    firsts[segments] = count;
    segments++;
    toNumber = number;
  }

  /** A record of the segment; positions grow. */
  void add(long position, int storedBytes, int blockCrc) {
    if (count == units.length) {
      units = Arrays.copyOf(units, count * 2);
      crcs = Arrays.copyOf(crcs, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    units[count] = (int) (position / Locator.UNIT_BYTES);
    crcs[count] = blockCrc;
    lengths[count] = (char) (storedBytes - 1);
    count++;
  }

  /** Ends the segment; what lies at or behind {@code endByte} was not looked at. */
  void endSegment(long endByte) {
    ends[segments - 1] = endByte;
  }

  /** The group ends with that number, whether it exists or not. */
  void endGroup(int number) {
    toNumber = number;
  }

  boolean isFull() {
    return count >= groupRecordsMax;
  }

  Standing of(long locator, int crc32c) {
    int number = Locator.segment(locator);
    if (number < fromNumber || number > toNumber || locator == Locator.NONE) {
      return Standing.OUTSIDE;
    }
    int segment = Arrays.binarySearch(numbers, 0, segments, number);
    if (segment < 0) {
      return Standing.UNKNOWN;
    }
    long position = Locator.position(locator);
    if (position >= ends[segment]) {
      return Standing.OUTSIDE;
    }
    int end = segment + 1 < segments ? firsts[segment + 1] : count;
    int at =
        Arrays.binarySearch(units, firsts[segment], end, (int) (position / Locator.UNIT_BYTES));
    boolean agrees =
        at >= 0 && crcs[at] == crc32c && lengths[at] == Locator.storedBytes(locator) - 1;
    return agrees ? Standing.SOUND : Standing.UNKNOWN;
  }
}
