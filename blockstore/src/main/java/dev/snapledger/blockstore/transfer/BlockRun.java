package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.geometry.Geometry;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring blocks of a buffer that are all zero, or of which none is.
 *
 * @param from position in the buffer, a multiple of 64 KiB
 * @param lengthBytes a multiple of 64 KiB, but for a shorter last block
 */
record BlockRun(int from, int lengthBytes, Kind kind) {
  private static final MemorySegment ZEROS =
      MemorySegment.ofBuffer(ByteBuffer.allocateDirect(Geometry.BLOCK_BYTES).asReadOnlyBuffer());

  /** Whether a run is worth writing. */
  enum Kind {
    DATA,
    ZERO
  }

  /** Cuts the buffer, from 0 to its limit, into runs. */
  static List<BlockRun> split(ByteBuffer buffer) {
    MemorySegment bytes = MemorySegment.ofBuffer(buffer.duplicate().rewind());
    List<BlockRun> runs = new ArrayList<>();
    for (int from = 0; from < buffer.limit(); from += Geometry.BLOCK_BYTES) {
      int length = Math.min(Geometry.BLOCK_BYTES, buffer.limit() - from);
      BlockRun block = new BlockRun(from, length, kindOf(bytes, from, length));
      if (!runs.isEmpty() && runs.getLast().kind() == block.kind()) {
        BlockRun last = runs.removeLast();
        runs.add(new BlockRun(last.from(), last.lengthBytes() + length, last.kind()));
      } else {
        runs.add(block);
      }
    }
    return runs;
  }

  private static Kind kindOf(MemorySegment bytes, int from, int length) {
    return MemorySegment.mismatch(bytes, from, from + length, ZEROS, 0, length) < 0
        ? Kind.ZERO
        : Kind.DATA;
  }
}
