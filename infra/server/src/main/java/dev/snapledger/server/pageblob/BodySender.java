package dev.snapledger.server.pageblob;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sends bytes of blobs. While one piece is sent the next one is read, so that a client that takes
 * its time holds two pieces and nothing else. Safe for use by many threads.
 */
final class BodySender implements AutoCloseable {
  private static final byte[] ZEROS = new byte[PageBlobSettings.PIECE_BYTES];

  private final Buffers buffers = new Buffers(PageBlobSettings.PIECE_BYTES);
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  /** A piece that is being read; without a buffer if it is zero. */
  private static final class Reading {
    final Piece piece;
    final byte @Nullable [] buffer;
    final @Nullable Future<?> done;

    Reading(Piece piece, byte @Nullable [] buffer, @Nullable Future<?> done) {
      this.piece = piece;
      this.buffer = buffer;
      this.done = done;
    }
  }

  /** Sends a span; throws what reading or sending it throws. */
  void send(Blob blob, Span span, OutputStream out) throws IOException {
    Iterator<Piece> pieces = new Pieces(blob, span);
    Reading ahead = read(blob, pieces);
    while (ahead != null) {
      Reading now = ahead;
      ahead = null;
      try {
        await(now.done);
        ahead = read(blob, pieces);
        write(now, out);
      } catch (IOException | RuntimeException | Error e) {
        drop(ahead);
        throw e;
      } finally {
        give(now);
      }
    }
  }

  private @Nullable Reading read(Blob blob, Iterator<Piece> pieces) {
    if (!pieces.hasNext()) {
      return null;
    }
    Piece piece = pieces.next();
    if (piece.zero()) {
      return new Reading(piece, null, null);
    }
    byte[] buffer = buffers.take();
    return new Reading(piece, buffer, readers.submit(() -> piece.fill(blob, buffer)));
  }

  private static void write(Reading read, OutputStream out) throws IOException {
    int length = (int) read.piece.span().lengthBytes();
    byte[] buffer = read.buffer;
    if (buffer == null) {
      out.write(ZEROS, 0, length);
    } else {
      out.write(buffer, read.piece.offset(), length);
    }
  }

  private void drop(@Nullable Reading reading) {
    if (reading != null) {
      try {
        await(reading.done);
      } catch (RuntimeException _) {
        // The first failure is the one that is told.
      } finally {
        give(reading);
      }
    }
  }

  private void give(Reading reading) {
    byte[] buffer = reading.buffer;
    if (buffer != null) {
      buffers.give(buffer);
    }
  }

  /** Waits to the end even if interrupted: until then the buffer is written to. */
  private static void await(@Nullable Future<?> done) {
    boolean interrupted = false;
    try {
      while (done != null) {
        try {
          done.get();
          return;
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException("expected a piece to be read, but it was not", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for reads under way. */
  @Override
  public void close() {
    readers.close();
  }
}
