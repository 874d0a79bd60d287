package dev.snapledger.cli.transfer;

import dev.snapledger.cli.remote.ClientLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into pieces, each 4 MiB but for the last. For one thread; the stream's failures are
 * thrown as {@link UncheckedIOException}.
 */
final class Chunks implements Iterator<Chunks.Chunk> {
  /**
   * A piece of a stream.
   *
   * @param startByte where it begins in the stream
   */
  record Chunk(long startByte, ByteBuffer bytes) {
    long endByte() {
      return startByte + bytes.remaining();
    }
  }

  private final InputStream in;
  private long at;
  private @Nullable Chunk ready;

  Chunks(InputStream in) {
    this(in, 0);
  }

  /** Of a stream that begins anywhere. */
  Chunks(InputStream in, long startByte) {
    this.in = in;
    this.at = startByte;
  }

  @Override
  public boolean hasNext() {
    if (ready == null) {
      byte[] bytes;
      try {
        bytes = in.readNBytes(ClientLimits.PIECE_BYTES);
      } catch (IOException e) {
        throw new UncheckedIOException("expected to read more after " + at + " bytes, but " + e, e);
      }
      if (bytes.length > 0) {
        ready = new Chunk(at, ByteBuffer.wrap(bytes));
        at += bytes.length;
      }
    }
    return ready != null;
  }

  @Override
  public Chunk next() {
    Chunk chunk = peek();
    ready = null;
    return chunk;
  }

  /** The next one, which stays the next one. */
  Chunk peek() {
    if (!hasNext() || ready == null) {
      throw new NoSuchElementException();
    }
    return ready;
  }
}
