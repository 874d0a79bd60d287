package dev.snapledger.cli.transfer;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.transfer.ImageFile;
import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.remote.PageBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/**
 * Fills a new disk with an image, without what is zero. The footer of a fixed VHD at the end of the
 * image is left out. For one thread.
 */
public final class ImageUpload {
  private final PageBlob blob;
  private final int parallel;
  private final long diskBytes;

  /**
   * Fills a disk that is zero.
   *
   * @param diskBytes its size, without a footer
   */
  public ImageUpload(PageBlob blob, int parallel, long diskBytes) {
    this.blob = blob;
    this.parallel = parallel;
    this.diskBytes = diskBytes;
  }

  /**
   * Sends an image.
   *
   * @param in the image, from {@code startByte} on
   * @param startByte 0, or where an earlier run ended: what is before is on the disk
   * @param name of the image, for errors
   * @param kind what to take it for
   * @return bytes that were sent
   */
  public long run(InputStream in, long startByte, String name, ImageKind kind, LongConsumer reached)
      throws IOException {
    Parts parts = new Parts(new Chunks(in, startByte), name, kind);
    return new Upload(blob, parallel, Upload.Zeros.LEFT_OUT).run(parts, reached);
  }

  private final class Parts implements Iterator<Upload.Part> {
    private final Chunks chunks;
    private final String name;
    private final ImageKind kind;

    Parts(Chunks chunks, String name, ImageKind kind) {
      this.chunks = chunks;
      this.name = name;
      this.kind = kind;
    }

    @Override
    public boolean hasNext() {
      return chunks.hasNext();
    }

    @Override
    public Upload.Part next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Chunks.Chunk chunk = chunks.next();
      ByteBuffer bytes = chunk.bytes();
      boolean last = !chunks.hasNext();
      if (last && isFooter(bytes, chunk.endByte())) {
        bytes = bytes.slice(0, bytes.remaining() - VhdFooter.BYTES);
      } else if (chunk.startByte() == 0 && kind == ImageKind.AUTO) {
        ImageFile.refuseForeign(name, start(bytes));
      }
      if (chunk.startByte() + bytes.remaining() > diskBytes) {
        throw new ShownException(
            "expected an image of at most %d bytes, the size of the disk, but found more in %s"
                .formatted(diskBytes, name));
      }
      return new Upload.Part(chunk.startByte(), wholePages(bytes));
    }

    private boolean isFooter(ByteBuffer bytes, long imageBytes) {
      int at = bytes.remaining() - VhdFooter.BYTES;
      boolean found = at >= 0 && bytes.getLong(at) == VhdFooter.COOKIE;
      if (kind == ImageKind.RAW || (kind == ImageKind.AUTO && !found)) {
        return false;
      }
      byte[] footer = new byte[Math.min(VhdFooter.BYTES, bytes.remaining())];
      bytes.get(Math.max(0, at), footer);
      var _ = VhdFooter.decode(footer, imageBytes);
      return true;
    }
  }

  private static byte[] start(ByteBuffer bytes) {
    byte[] start = new byte[Math.min(VhdFooter.BYTES, bytes.remaining())];
    bytes.get(bytes.position(), start);
    return start;
  }

  private static ByteBuffer wholePages(ByteBuffer bytes) {
    int length = Math.ceilDiv(bytes.remaining(), Geometry.PAGE_BYTES) * Geometry.PAGE_BYTES;
    if (length == bytes.remaining()) {
      return bytes;
    }
    ByteBuffer padded = ByteBuffer.allocate(length);
    padded.put(0, bytes, bytes.position(), bytes.remaining());
    return padded;
  }
}
