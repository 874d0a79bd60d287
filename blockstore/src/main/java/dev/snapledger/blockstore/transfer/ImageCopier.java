package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.ImageUpload;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.geometry.Geometry;
import java.nio.ByteBuffer;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Copies an image to another store and moves only the blocks that differ from what is there.
 *
 * <p>If the newest image of the target chain is a copy of an image that the source store still has
 * beside this one, only blocks changed between the two are looked at; else all that either side
 * has. Equal blocks are told by SHA-256 and stay. May be repeated after a crash or fault with the
 * same request, continues where it was, and gives the first answer once it is done. For any thread;
 * one copy into a chain at a time.
 */
public final class ImageCopier {
  /** What a crash may cost: at most so many bytes are sent again. */
  static final long UNFLUSHED_BYTES_MAX = 256L << 20;

  private final BlockStore source;
  private final BlockStore target;
  private final long unflushedBytesMax;

  public ImageCopier(BlockStore source, BlockStore target) {
    this(source, target, UNFLUSHED_BYTES_MAX);
  }

  ImageCopier(BlockStore source, BlockStore target, long unflushedBytesMax) {
    this.source = source;
    this.target = target;
    this.unflushedBytesMax = unflushedBytesMax;
  }

  /**
   * Copies, durable on return.
   *
   * @param progress is told of each block that may differ, 65,536 bytes each, once the target has
   *     what the source has: those that were sent, and those that turned out to be equal
   * @throws NotFoundException if the source store has no such image
   * @throws InvalidRequestException if the target image exists and is something else, or the target
   *     chain belongs to a volume
   */
  public CopyReport copy(CopyRequest request, Progress progress) {
    SealedImage copied = target.findImage(request.targetImage());
    if (copied == null) {
      SealedImage image = source.findImage(request.image());
      if (image == null) {
        throw new NotFoundException("expected image " + request.image() + ", but found none");
      }
      copied = upload(image, request, progress);
    }
    checkCopy(copied, request);
    return new CopyReport(copied, movedBytes(copied));
  }

  private SealedImage upload(SealedImage image, CopyRequest request, Progress progress) {
    try (ImageUpload upload =
        target.upload(request.targetImage(), request.chain(), image.image(), image.sizeBytes())) {
      CopyCandidates candidates = new CopyCandidates(source, target, image, request.chain());
      move(image, upload, candidates.blocks(upload), progress);
      return upload.seal();
    }
  }

  private void move(
      SealedImage image, ImageUpload upload, RoaringBitmap blocks, Progress progress) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(Geometry.BLOCK_BYTES);
    long unflushed = 0;
    long done = 0;
    long total = blocks.getLongCardinality() * Geometry.BLOCK_BYTES;
    PeekableIntIterator each = blocks.getIntIterator();
    while (each.hasNext()) {
      int block = each.next();
      BlockDigest wanted = source.digest(image.image(), block);
      if (!wanted.equals(upload.digest(block))) {
        upload.put(block, read(image, block, wanted, buffer));
        unflushed += Geometry.BLOCK_BYTES;
      }
      if (unflushed >= unflushedBytesMax) {
        upload.flush();
        unflushed = 0;
      }
      done += Geometry.BLOCK_BYTES;
      progress.advanced(done, total);
    }
  }

  /** The block's bytes; those beyond the end of the disk are zero. */
  private ByteBuffer read(SealedImage image, int block, BlockDigest digest, ByteBuffer buffer) {
    long start = Geometry.startOf(block);
    int length =
        digest.equals(BlockDigest.ZERO)
            ? 0
            : (int) Math.min(Geometry.BLOCK_BYTES, image.sizeBytes() - start);
    buffer.clear().limit(length);
    if (length > 0) {
      source.read(image.image(), start, buffer);
    }
    buffer.limit(Geometry.BLOCK_BYTES);
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0);
    }
    return buffer.flip();
  }

  private static void checkCopy(SealedImage copied, CopyRequest request) {
    if (!request.image().equals(copied.origin()) || !request.chain().equals(copied.chain())) {
      throw new InvalidRequestException(
          "expected image "
              + request.targetImage()
              + " to be a copy of "
              + request.image()
              + " in chain "
              + request.chain()
              + ", but found a copy of "
              + copied.origin()
              + " in chain "
              + copied.chain());
    }
  }

  private long movedBytes(SealedImage copied) {
    long moved = 0;
    Cursor<BlockEntry> delta = target.deltaOf(copied.image());
    while (delta.hasNext()) {
      moved += delta.next().dataMask() == 0 ? 0 : Geometry.BLOCK_BYTES;
    }
    return moved;
  }
}
