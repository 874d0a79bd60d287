package dev.snapledger.bench.disk;

import dev.snapledger.blockstore.geometry.Geometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * The blocks changed before a snapshot, and their new bytes.
 *
 * @param version version of these blocks from now on: the number of the snapshot
 * @param blocks which blocks; not to be changed
 * @param bytes 65,536 bytes for each, in ascending order; valid until the next change set is made
 */
public record ChangeSet(int version, RoaringBitmap blocks, ByteBuffer bytes) {
  /** Told each block in ascending order. */
  @FunctionalInterface
  public interface Visitor<E extends Exception> {
    /** A block and its new bytes. */
    void visit(int block, ByteBuffer bytes) throws E;
  }

  /** Visits all blocks. */
  public <E extends Exception> void forEach(Visitor<E> visitor) throws E {
    int at = 0;
    for (PeekableIntIterator each = blocks.getIntIterator(); each.hasNext(); ) {
      visitor.visit(each.next(), bytes.slice(at, Geometry.BLOCK_BYTES));
      at += Geometry.BLOCK_BYTES;
    }
  }

  /** Writes each block to its place in a file. */
  public void writeTo(FileChannel channel) throws IOException {
    forEach((block, changed) -> writeFully(channel, Geometry.startOf(block), changed));
  }

  static void writeFully(FileChannel channel, long position, ByteBuffer bytes) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }
}
