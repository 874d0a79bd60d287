package dev.snapledger.cli.transfer;

import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.transfer.ReadAhead;
import dev.snapledger.cli.remote.PageBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/** Writes pieces of whole pages to a blob, several at a time. For one thread. */
final class Upload {
  private final PageBlob blob;
  private final int parallel;
  private final Zeros zeros;

  /** What becomes of pieces that are zero. */
  enum Zeros {
    /** They are zero there already. */
    LEFT_OUT,

    /** Something else may be there. */
    WRITTEN
  }

  /**
   * Bytes for a place.
   *
   * @param startByte of the blob
   * @param bytes whole pages, at most 4 MiB
   */
  record Part(long startByte, ByteBuffer bytes) {}

  Upload(PageBlob blob, int parallel, Zeros zeros) {
    this.blob = blob;
    this.parallel = parallel;
    this.zeros = zeros;
  }

  /**
   * Writes the parts.
   *
   * @param reached told where each part ended, in order
   * @return bytes that were sent
   */
  long run(Iterator<Part> parts, LongConsumer reached) throws IOException {
    long moved = 0;
    try (ReadAhead<Part, Sent> ahead =
        new ReadAhead<>(parallel, parts, (part, buffer) -> send(part))) {
      Sent sent;
      while ((sent = ahead.next()) != null) {
        moved += sent.movedBytes();
        reached.accept(sent.endByte());
      }
    }
    return moved;
  }

  private record Sent(long endByte, long movedBytes) {}

  private Sent send(Part part) {
    long at = part.startByte();
    long moved = 0;
    List<PageRange> runs = ZeroRuns.data(part.bytes(), part.startByte());
    for (PageRange run : runs) {
      zero(at, run.startByte());
      int from = part.bytes().position() + (int) (run.startByte() - part.startByte());
      blob.write(run.startByte(), part.bytes().slice(from, (int) run.lengthBytes()));
      moved += run.lengthBytes();
      at = run.endByte();
    }
    long end = part.startByte() + part.bytes().remaining();
    zero(at, end);
    return new Sent(end, moved);
  }

  private void zero(long startByte, long endByte) {
    if (zeros == Zeros.WRITTEN && startByte < endByte) {
      blob.clear(new PageRange(startByte, endByte));
    }
  }
}
