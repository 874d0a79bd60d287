package dev.snapledger.server.pageblob;

import java.util.Iterator;

/** Reads a short span of a blob at once. */
final class WholeSpan {
  private WholeSpan() {}

  /** Fills the start of an array with the bytes of a span. */
  static void read(Blob blob, Span span, byte[] into) {
    byte[] buffer = new byte[PageBlobSettings.PIECE_BYTES];
    Iterator<Piece> pieces = new Pieces(blob, span);
    while (pieces.hasNext()) {
      Piece piece = pieces.next();
      piece.fill(blob, buffer);
      System.arraycopy(
          buffer,
          piece.offset(),
          into,
          (int) (piece.span().startByte() - span.startByte()),
          (int) piece.span().lengthBytes());
    }
  }
}
