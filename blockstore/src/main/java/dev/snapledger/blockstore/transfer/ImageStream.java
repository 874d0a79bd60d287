package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.geometry.Geometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Writes all bytes of a source to a channel, in order, with the holes as zeros. */
final class ImageStream {
  private final WritableByteChannel out;
  private final ByteBuffer zeros =
      ByteBuffer.allocateDirect(4 * Geometry.BLOCK_BYTES).asReadOnlyBuffer();

  ImageStream(WritableByteChannel out) {
    this.out = out;
  }

  void write(ByteSource source, Progress progress) throws IOException {
    long total = source.sizeBytes();
    long done = 0;
    try (ReadAhead<Piece, ImageExporter.Filled> ahead = ImageExporter.open(source)) {
      ImageExporter.Filled filled;
      while ((filled = ahead.next()) != null) {
        writeZeros(filled.piece().span().startByte() - done);
        writeFully(out, filled.bytes());
        done = filled.piece().span().endByte();
        progress.advanced(done, total);
      }
    }
    writeZeros(total - done);
    progress.advanced(total, total);
  }

  private void writeZeros(long bytes) throws IOException {
    for (long left = bytes; left > 0; left -= zeros.limit()) {
      writeFully(out, zeros.clear().limit((int) Math.min(left, zeros.capacity())));
    }
  }

  static void writeFully(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
