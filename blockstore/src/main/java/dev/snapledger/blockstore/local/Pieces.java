package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import dev.snapledger.blockstore.geometry.Geometry;
import java.nio.ByteBuffer;
import org.roaringbitmap.RoaringBitmap;

/** Cuts byte ranges at block borders, and other small steps over blocks. */
final class Pieces {
  static final byte[] ZERO_BLOCK = new byte[BLOCK_BYTES];

  private Pieces() {}

  /** Told the part of each block that a range covers. */
  interface Visitor<E extends Exception> {
    void visit(int block, int start, int length) throws E;
  }

  static <E extends Exception> void each(long startByte, long lengthBytes, Visitor<E> visitor)
      throws E {
    long position = startByte;
    long end = startByte + lengthBytes;
    while (position < end) {
      int start = (int) (position % BLOCK_BYTES);
      int length = (int) Math.min(BLOCK_BYTES - start, end - position);
      visitor.visit(Geometry.blockOf(position), start, length);
      position += length;
    }
  }

  static boolean isZero(ByteBuffer bytes, int length) {
    ByteBuffer next = bytes.slice(bytes.position(), length);
    return next.mismatch(ByteBuffer.wrap(ZERO_BLOCK, 0, length)) < 0;
  }

  static RoaringBitmap dataBlocks(BlockView view) {
    RoaringBitmap blocks = new RoaringBitmap();
    for (int block = view.nextBlock(0); block >= 0; block = view.nextBlock(block + 1)) {
      if (!view.version(block).isZero()) {
        blocks.add(block);
      }
    }
    return blocks;
  }
}
