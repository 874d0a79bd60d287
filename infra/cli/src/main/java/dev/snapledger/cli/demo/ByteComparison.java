package dev.snapledger.cli.demo;

import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.cli.output.Console;
import java.nio.ByteBuffer;

/**
 * Compares something that reads like a disk with the model, byte for byte, in pieces of fixed size.
 */
final class ByteComparison {
  private static final int PIECE_BYTES = 4 << 20;

  /** Something that reads like a disk. */
  @FunctionalInterface
  interface Source {
    /** Fills the buffer with the bytes from a position. */
    void read(long startByte, ByteBuffer into);
  }

  private final DiskModel model;
  private final Console console;
  private long comparedBytes;

  ByteComparison(DiskModel model, Console console) {
    this.model = model;
    this.console = console;
  }

  /** Bytes found equal so far, in all comparisons. */
  long comparedBytes() {
    return comparedBytes;
  }

  /**
   * Compares the whole disk.
   *
   * @param what what the source is, for people
   * @throws DemoFailedException naming the first byte that differs
   */
  void compare(String what, int round, long sizeBytes, Source source) {
    var progress = console.progress("comparing " + what);
    ByteBuffer expected = ByteBuffer.allocate(PIECE_BYTES);
    ByteBuffer found = ByteBuffer.allocate(PIECE_BYTES);
    for (long start = 0; start < sizeBytes; start += PIECE_BYTES) {
      int length = (int) Math.min(PIECE_BYTES, sizeBytes - start);
      model.read(round, start, expected.clear().limit(length));
      source.read(start, found.clear().limit(length));
      checkEqual(what, start, expected.flip(), found.flip());
      progress.advanced(start + length, sizeBytes);
    }
    comparedBytes += sizeBytes;
  }

  private static void checkEqual(String what, long start, ByteBuffer expected, ByteBuffer found) {
    int at = expected.mismatch(found);
    if (at < 0) {
      return;
    }
    if (at >= found.limit()) {
      throw new DemoFailedException(
          "expected %s to go on at byte %d, but it ends".formatted(what, start + at));
    }
    throw new DemoFailedException(
        "expected byte 0x%02x at %d of %s, but found 0x%02x"
            .formatted(expected.get(at), start + at, what, found.get(at)));
  }

  /** Whether a range reads as zero at a round, by the model. */
  boolean isZero(int round, PageRange range) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(range.lengthBytes()));
    model.read(round, range.startByte(), bytes);
    bytes.flip();
    while (bytes.hasRemaining()) {
      if (bytes.get() != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a range reads the same at two rounds, by the model. */
  boolean isEqual(int one, int other, PageRange range) {
    int length = Math.toIntExact(range.lengthBytes());
    ByteBuffer first = ByteBuffer.allocate(length);
    ByteBuffer second = ByteBuffer.allocate(length);
    model.read(one, range.startByte(), first);
    model.read(other, range.startByte(), second);
    return first.flip().equals(second.flip());
  }
}
