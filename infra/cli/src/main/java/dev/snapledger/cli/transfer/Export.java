package dev.snapledger.cli.transfer;

import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.transfer.Piece;
import dev.snapledger.blockstore.transfer.Pieces;
import dev.snapledger.cli.remote.PageBlob;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads a blob, or a part of one. What is zero is not fetched. For one thread. */
public final class Export {
  private final PageBlob blob;
  private final Download download;

  /**
   * Reads a blob.
   *
   * @param etag of all its bytes; null if it may be written meanwhile
   */
  public Export(PageBlob blob, int parallel, @Nullable String etag) {
    this.blob = blob;
    this.download = new Download(blob, parallel, etag);
  }

  /**
   * Writes a range in order.
   *
   * @param startByte where it begins; anywhere
   * @param endByte behind its last byte
   * @return bytes that were fetched
   */
  public long toPipe(OutputStream out, long startByte, long endByte, LongConsumer reached)
      throws IOException {
    PipeSink sink = new PipeSink(out, startByte, endByte);
    long first = startByte / Geometry.PAGE_BYTES * Geometry.PAGE_BYTES;
    long last = Math.ceilDiv(endByte, Geometry.PAGE_BYTES) * Geometry.PAGE_BYTES;
    long moved = download.run(pieces(first, last), sink, reached);
    sink.finish();
    return moved;
  }

  /**
   * Writes the first bytes to a file, sparse, which has its name when it is complete. An earlier
   * attempt that ended early goes on where it was.
   *
   * @param source tells these bytes from all others; never the same for others
   * @return bytes that were fetched
   */
  public long toFile(Path file, String source, long lengthBytes, LongConsumer reached)
      throws IOException {
    try (PartFile part = PartFile.open(file, new PartState(source, lengthBytes, 0))) {
      reached.accept(part.doneBytes());
      long moved = download.run(pieces(part.doneBytes(), lengthBytes), part, reached);
      part.commit();
      return moved;
    }
  }

  private Iterator<Piece> pieces(long startByte, long endByte) {
    return startByte < endByte
        ? new Pieces(rangesOf(blob.ranges(startByte, endByte)))
        : Collections.emptyIterator();
  }

  private static Iterator<PageRange> rangesOf(Iterator<DiffRange> listed) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return listed.hasNext();
      }

      @Override
      public PageRange next() {
        return listed.next().range();
      }
    };
  }
}
