package dev.snapledger.cli.transfer;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.remote.PageBlob;
import dev.snapledger.cli.remote.PageBlobException;
import java.nio.ByteBuffer;

/** Writes part of a page: reads it, and writes it back if nothing was written meanwhile. */
final class EdgePage {
  private static final int TRIES_MAX = 20;
  private static final int CHANGED_MEANWHILE = 412;

  private EdgePage() {}

  /**
   * Writes bytes within one page.
   *
   * @throws ShownException if others keep writing to the blob
   */
  static void write(PageBlob blob, long startByte, ByteBuffer bytes) {
    int within = (int) (startByte % Geometry.PAGE_BYTES);
    for (int tried = 0; tried < TRIES_MAX; tried++) {
      ByteBuffer page = ByteBuffer.allocate(Geometry.PAGE_BYTES);
      String etag = blob.read(startByte - within, page);
      page.put(within, bytes, bytes.position(), bytes.remaining());
      try {
        blob.write(startByte - within, page, etag);
        return;
      } catch (PageBlobException e) {
        if (e.status() != CHANGED_MEANWHILE) {
          throw e;
        }
      }
    }
    throw new ShownException(
        "expected to change part of the page at %d, but others wrote to the disk all the time"
            .formatted(startByte - within));
  }
}
