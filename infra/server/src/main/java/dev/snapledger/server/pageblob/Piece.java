package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.vhd.VhdFooter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part of a body that is read and sent in one go.
 *
 * @param span its bytes; none in two cells of {@link PageBlobSettings#PIECE_BYTES}
 * @param data what of it has to be read from the store, and may hold zeros; null if all is zero
 * @param withFooter whether it has bytes of the footer
 */
record Piece(Span span, @Nullable PageRange data, boolean withFooter) {
  /** Whether nothing needs to be read. */
  boolean zero() {
    return data == null && !withFooter;
  }

  /** Where the piece begins in a buffer filled by {@link #fill}. */
  int offset() {
    return (int) (span.startByte() - base());
  }

  private long base() {
    return span.startByte() / Geometry.PAGE_BYTES * Geometry.PAGE_BYTES;
  }

  /** Reads whole pages into a buffer of a cell's length, the first one to its start. */
  void fill(Blob blob, byte[] buffer) {
    int end = offset() + (int) span.lengthBytes();
    int filled = 0;
    PageRange read = data;
    if (read != null) {
      int from = (int) (read.startByte() - base());
      Arrays.fill(buffer, 0, from, (byte) 0);
      blob.content()
          .read(read.startByte(), ByteBuffer.wrap(buffer, from, (int) read.lengthBytes()));
      filled = from + (int) read.lengthBytes();
    }
    if (filled < end) {
      Arrays.fill(buffer, filled, end, (byte) 0);
    }
    if (withFooter) {
      int at = (int) (blob.diskBytes() - base());
      System.arraycopy(blob.footer(), 0, buffer, at, VhdFooter.BYTES);
    }
  }
}
