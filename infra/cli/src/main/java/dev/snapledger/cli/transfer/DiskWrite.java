package dev.snapledger.cli.transfer;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.remote.PageBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream to a disk, from any byte on. The first and last page, if the stream covers them
 * in part, keep their other bytes. For one thread.
 */
public final class DiskWrite {
  private final PageBlob blob;
  private final int parallel;
  private final long diskBytes;

  /**
   * Writes to a disk.
   *
   * @param diskBytes its size, without a footer
   */
  public DiskWrite(PageBlob blob, int parallel, long diskBytes) {
    this.blob = blob;
    this.parallel = parallel;
    this.diskBytes = diskBytes;
  }

  /**
   * Writes all of a stream.
   *
   * @param startByte of the disk
   * @return bytes that were written
   * @throws ShownException if there are more than the disk has space for; what has space is written
   */
  public long run(InputStream in, long startByte, LongConsumer reached) throws IOException {
    long at = startByte + writeHead(in, startByte);
    if (at % Geometry.PAGE_BYTES == 0) {
      Pages pages = new Pages(new Chunks(in), at);
      var _ = new Upload(blob, parallel, Upload.Zeros.WRITTEN).run(pages, reached);
      at = pages.at;
      ByteBuffer tail = pages.tail;
      if (tail != null) {
        EdgePage.write(blob, at, tail);
        at += tail.remaining();
      }
    }
    return at - startByte;
  }

  /** Up to the first border of pages. */
  private int writeHead(InputStream in, long startByte) throws IOException {
    int within = (int) (startByte % Geometry.PAGE_BYTES);
    if (within == 0) {
      return 0;
    }
    byte[] bytes = in.readNBytes(Geometry.PAGE_BYTES - within);
    checkSpace(startByte, bytes.length);
    if (bytes.length > 0) {
      EdgePage.write(blob, startByte, ByteBuffer.wrap(bytes));
    }
    return bytes.length;
  }

  private void checkSpace(long at, long length) {
    if (length > diskBytes - at) {
      throw new ShownException(
          "expected at most %d bytes from %d on, where the disk ends, but found more"
              .formatted(diskBytes - at, at));
    }
  }

  /** The whole pages of a stream; what is left of the last one is the tail. */
  private final class Pages implements Iterator<Upload.Part> {
    private final Chunks chunks;
    private long at;
    private @Nullable ByteBuffer tail;

    Pages(Chunks chunks, long startByte) {
      this.chunks = chunks;
      this.at = startByte;
    }

    @Override
    public boolean hasNext() {
      if (tail != null || !chunks.hasNext()) {
        return false;
      }
      ByteBuffer bytes = chunks.peek().bytes();
      checkSpace(at, bytes.remaining());
      if (bytes.remaining() < Geometry.PAGE_BYTES) {
        tail = bytes;
        return false;
      }
      return true;
    }

    @Override
    public Upload.Part next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ByteBuffer bytes = chunks.next().bytes();
      int whole = bytes.remaining() / Geometry.PAGE_BYTES * Geometry.PAGE_BYTES;
      if (whole < bytes.remaining()) {
        tail = bytes.slice(whole, bytes.remaining() - whole);
      }
      Upload.Part part = new Upload.Part(at, bytes.slice(0, whole));
      at += whole;
      return part;
    }
  }
}
