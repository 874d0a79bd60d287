package dev.snapledger.cli.transfer;

import dev.snapledger.blockstore.transfer.Piece;
import dev.snapledger.blockstore.transfer.ReadAhead;
import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.remote.PageBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Fetches pieces of a blob, several at a time, and hands them out in order. For one thread. */
final class Download {
  private final PageBlob blob;
  private final int parallel;
  private final @Nullable String etag;

  private record Fetched(Piece piece, ByteBuffer bytes) {}

  /**
   * Fetches from a blob.
   *
   * @param etag of all that is fetched; null if the blob may change meanwhile
   */
  Download(PageBlob blob, int parallel, @Nullable String etag) {
    this.blob = blob;
    this.parallel = parallel;
    this.etag = etag;
  }

  /**
   * Moves the pieces.
   *
   * @param reached told where each piece ended
   * @return bytes that were fetched
   */
  long run(Iterator<Piece> pieces, Sink sink, LongConsumer reached) throws IOException {
    long moved = 0;
    try (ReadAhead<Piece, Fetched> ahead = new ReadAhead<>(parallel, pieces, this::fetch)) {
      Fetched fetched;
      while ((fetched = ahead.next()) != null) {
        sink.take(fetched.piece(), fetched.bytes());
        moved += fetched.piece().span().lengthBytes();
        reached.accept(fetched.piece().span().endByte());
      }
    }
    return moved;
  }

  private Fetched fetch(Piece piece, ByteBuffer buffer) {
    buffer.limit((int) piece.span().lengthBytes());
    read(blob, piece.span().startByte(), buffer, etag);
    return new Fetched(piece, buffer);
  }

  /**
   * Fills a buffer up to its limit.
   *
   * @throws ShownException if the bytes have another tag
   */
  static void read(PageBlob blob, long startByte, ByteBuffer into, @Nullable String etag) {
    String found = blob.read(startByte, into);
    if (etag != null && !etag.equals(found)) {
      throw new ShownException(
          "expected bytes under the tag %s, but found %s; something else has this address now"
              .formatted(etag, found));
    }
  }
}
