package dev.snapledger.cli.transfer;

import dev.snapledger.blockstore.transfer.Piece;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes a range of bytes in order, zeros included. The range may begin and end anywhere. */
final class PipeSink implements Sink {
  private static final byte[] ZEROS = new byte[1 << 20];

  private final OutputStream out;
  private final long endByte;
  private long at;

  PipeSink(OutputStream out, long startByte, long endByte) {
    this.out = out;
    this.at = startByte;
    this.endByte = endByte;
  }

  @Override
  public void take(Piece piece, ByteBuffer bytes) throws IOException {
    long start = piece.span().startByte();
    zerosTo(Math.min(start, endByte));
    int skipped = Math.clamp(at - start, 0, bytes.remaining());
    int length = Math.clamp(endByte - at, 0, bytes.remaining() - skipped);
    byte[] copy = new byte[length];
    bytes.get(bytes.position() + skipped, copy);
    out.write(copy);
    at += length;
  }

  /** Writes the zeros after the last piece. */
  void finish() throws IOException {
    zerosTo(endByte);
    out.flush();
  }

  private void zerosTo(long end) throws IOException {
    while (at < end) {
      int length = (int) Math.min(end - at, ZEROS.length);
      out.write(ZEROS, 0, length);
      at += length;
    }
  }
}
