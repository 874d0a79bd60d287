package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.NoSpaceException;
import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.geometry.Geometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Writes a delta in one pass over its blocks, with memory for the block set only.
 *
 * <p>The file is complete and durable under a temporary name before {@link #publish} gives it its
 * own: the rename is the moment an image comes to be.
 */
final class DeltaWriter {
  private static final int BUFFER_BYTES = 1 << 18;

  private final StoreDirectory directory;
  private final FileAccess files;
  private final Path target;
  private final Path temporary;

  /** What an image is called and where it belongs. */
  record Identity(
      ImageId image,
      ChainId chain,
      int ordinal,
      @Nullable ImageId parent,
      @Nullable ImageId origin,
      long sizeBytes,
      BlockDigest parentRoot) {}

  /** Gives the version and digest of each block of the set, asked in ascending order. */
  @FunctionalInterface
  interface Rows {
    HeadRow row(int blockIndex);
  }

  DeltaWriter(StoreDirectory directory, Path target) {
    this.directory = directory;
    this.files = directory.files();
    this.target = target;
    this.temporary = target.resolveSibling(target.getFileName() + StoreDirectory.TEMPORARY);
  }

  SealedImage write(Identity identity, RoaringBitmap blocks, Rows rows) throws IOException {
    files.delete(temporary);
    try (StoreFile file = files.create(temporary)) {
      DeltaHeader header = writeSections(file, identity, blocks, rows);
      file.write(0, header.encode());
      file.sync();
      return header.image();
    } catch (IOException | RuntimeException e) {
      directory.deleteQuietly(temporary);
      throw e;
    }
  }

  /**
   * Gives the file its name and maps it.
   *
   * <p>If there is no space for the name, nothing happened. After any other error only the next
   * open knows whether the image exists, so the store takes no more writes.
   */
  Layer publish(SegmentStore segments, Chain chain) throws IOException {
    try {
      directory.renameDurably(temporary, target);
      return new Layer(chain, DeltaFile.open(files, target), target, Layer.Visibility.LIVE);
    } catch (NoSpaceException e) {
      directory.deleteQuietly(temporary);
      throw e;
    } catch (IOException | RuntimeException e) {
      segments.fail("publishing " + target + " failed: " + e);
      throw e;
    }
  }

  private DeltaHeader writeSections(
      StoreFile file, Identity identity, RoaringBitmap blocks, Rows rows) throws IOException {
    blocks.runOptimize();
    ByteBuffer bitmap = ByteBuffer.allocate(blocks.serializedSizeInBytes());
    blocks.serialize(bitmap);
    bitmap.flip();
    CRC32C bitmapCrc = new CRC32C();
    bitmapCrc.update(bitmap.duplicate());
    long bitmapBytes = bitmap.remaining();
    file.write(DeltaHeader.BYTES, bitmap);

    long start = new DeltaHeader(blank(identity), bitmapBytes, 0, 0).entriesStart();
    RootHash root = new RootHash(identity.parentRoot(), identity.sizeBytes());
    Totals totals = new Totals();
    ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
    PeekableIntIterator iterator = blocks.getIntIterator();
    long position = start;
    while (iterator.hasNext()) {
      HeadRow row = rows.row(iterator.next());
      BlockVersion version = row.version();
      totals.add(version);
      root.add(version.blockIndex(), row.digest());
      DeltaFile.putEntry(out, version);
      if (!out.hasRemaining() || !iterator.hasNext()) {
        out.flip();
        totals.crc.update(out.duplicate());
        int length = out.remaining();
        file.write(position, out);
        position += length;
        out.clear();
      }
    }
    if (position == start) {
      file.resize(start);
    }
    SealedImage image = totals.image(identity, root.end());
    return new DeltaHeader(
        image, bitmapBytes, (int) bitmapCrc.getValue(), (int) totals.crc.getValue());
  }

  private static SealedImage blank(Identity identity) {
    return new Totals().image(identity, BlockDigest.ZERO);
  }

  private static final class Totals {
    private final CRC32C crc = new CRC32C();
    private long blocks;
    private long changedBytes;
    private long storedBytes;

    void add(BlockVersion version) {
      blocks++;
      changedBytes += (long) Integer.bitCount(version.dirtyMask()) * Geometry.PART_BYTES;
      storedBytes += version.isZero() ? 0 : Locator.recordBytes(version.locator());
    }

    SealedImage image(Identity identity, BlockDigest root) {
      return new SealedImage(
          identity.image(),
          identity.chain(),
          identity.ordinal(),
          identity.parent(),
          identity.origin(),
          identity.sizeBytes(),
          blocks,
          changedBytes,
          storedBytes,
          root);
    }
  }
}
